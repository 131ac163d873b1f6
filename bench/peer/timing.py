"""What every peer shares: its thread count, how it times, and the JSON line it prints.

A line carries best, median and CPU time of a call: when median is far above best, or `busyCores` far below `threads`,
somebody else was using the machine. Then best and, on one thread, `cpuMs` still say something; the median does not.
"""

import json
import os
import re
import resource
import statistics
import time

import torch
import transformers


def blas():
    """The library that torch's matrix products go to, in its own words."""
    found = re.search(r"Intel\(R\) (oneAPI )?Math Kernel Library Version [\d.]+|OpenBLAS [\d.]+", torch.__config__.show())
    return found.group(0) if found else torch.__config__.show().split("BLAS_INFO=")[1].split(",")[0]


def use(threads):
    torch.set_num_threads(threads)
    torch.manual_seed(1)


def cpu_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def timed(work, warm_up, times):
    """Runs `work` and returns best and median milliseconds, its CPU time, and the cores it kept busy."""
    for _ in range(warm_up):
        work()
    spent, cpu, start = [], cpu_seconds(), time.perf_counter()
    for _ in range(times):
        before = time.perf_counter()
        work()
        spent.append((time.perf_counter() - before) * 1e3)
    wall, cpu = time.perf_counter() - start, cpu_seconds() - cpu
    return {"bestMs": round(min(spent), 3), "medianMs": round(statistics.median(spent), 3),
            "wallMs": round(wall / times * 1e3, 3),
            "cpuMs": round(cpu / times * 1e3, 3), "busyCores": round(cpu / wall, 2)}


def emit(**fields):
    versions = {"torch": torch.__version__, "transformers": transformers.__version__, "blas": blas(),
                "cpu": torch.backends.cpu.get_cpu_capability(), "waiting": os.environ.get("OMP_WAIT_POLICY", "default"),
                "load": round(os.getloadavg()[0], 1)}
    print(json.dumps({**fields, **versions}), flush=True)
