"""Speed and memory, measured as ratios: ``python -m benchmarks``.

A figure in seconds says as much about the machine as about the program. So
each measure sets ours beside a named floor or peer that is measured in the
same run, turn by turn, and only their ratio or difference has a limit.
"""
