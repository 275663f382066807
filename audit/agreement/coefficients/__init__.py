"""How far two assessments agree, each coefficient in a module of its own: a table in, a value out."""

from audit.agreement.coefficients.table import AgreementTable, Coefficient

__all__ = ["AgreementTable", "Coefficient"]
