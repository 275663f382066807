"""Print the lowest versions of the runtime's libraries that pyproject.toml allows, as constraints for pip."""

import re
import sys
import tomllib
from pathlib import Path

_BOUND = re.compile(r"(?P<name>[\w-]+)(\[[\w,-]+\])?>=(?P<version>[\d.]+)")

with (Path(__file__).parents[1] / "pyproject.toml").open("rb") as file:
    wanted = tomllib.load(file)["project"]["dependencies"]
for one in wanted:
    bound = _BOUND.fullmatch(one)
    if not bound:
        sys.exit(f"{one} has no lower bound alone")
    sys.stdout.write(f"{bound['name']}=={bound['version']}\n")
