# The image that compose.yaml runs: wasit in a virtual environment, and the programs that open PDFs and pictures.
FROM python:3.13-slim-bookworm AS build
WORKDIR /src
COPY . .
RUN python -m venv /opt/wasit && /opt/wasit/bin/pip install --no-cache-dir -c constraints.txt '.[postgres]'

FROM python:3.13-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends poppler-utils tesseract-ocr tesseract-ocr-ara \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --no-create-home wasit \
    && install -d -o wasit -g wasit /data
COPY --from=build /opt/wasit /opt/wasit
ENV PATH=/opt/wasit/bin:$PATH \
    DATABASE_URL=sqlite:////data/wasit.db METRICS_ADDR=9464 \
    # Where matplotlib may keep its list of fonts: the rest of the file system is read-only.
    MPLCONFIGDIR=/tmp/matplotlib \
    PYTHONDONTWRITEBYTECODE=1
USER wasit
WORKDIR /data
VOLUME /data
# The bot answers, and its database answers it. The first start makes the tables.
HEALTHCHECK --interval=60s --timeout=10s --start-period=60s --retries=3 \
    CMD ["python", "-c", "from urllib.request import urlopen; assert b'\\nwasit_store_up 1' in urlopen('http://127.0.0.1:9464/metrics', timeout=8).read()"]
ENTRYPOINT ["wasit"]
CMD ["run"]
