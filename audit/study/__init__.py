"""What commands share: the open study, the reviewer's desk, the switch of rubric, gathering the figures."""
