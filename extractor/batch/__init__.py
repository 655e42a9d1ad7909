"""Many articles: processes, and what a run that was stopped leaves for the next one."""

from extractor.batch.files import Request as Request
from extractor.batch.files import extract_files as extract_files
from extractor.batch.run import Summary as Summary
from extractor.batch.run import run as run
from extractor.batch.work import OneProcess as OneProcess
from extractor.batch.work import one_process as one_process
from extractor.batch.workers import Workers as Workers
