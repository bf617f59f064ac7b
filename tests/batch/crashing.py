"""Run the ingest of :mod:`tests.batch.fake`; its functions must not belong to ``__main__``."""

from tests.batch.fake import main

if __name__ == "__main__":
    main()
