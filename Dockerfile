# Two images from one lock: `sokuho` for the consumers, `airflow` with the scheduler's packages on top.
#   docker build --target sokuho -t sokuho .        docker build --target airflow -t sokuho-airflow .

ARG PYTHON=3.11-slim-bookworm

FROM python:${PYTHON} AS build
ENV UV_PROJECT_ENVIRONMENT=/opt/sokuho/.venv \
    UV_COMPILE_BYTECODE=1 \
    UV_LINK_MODE=copy \
    UV_PYTHON_PREFERENCE=only-system \
    HATCH_BUILD_HOOK_ENABLE_CUSTOM=true
RUN apt-get update && apt-get install --yes --no-install-recommends gcc libc6-dev \
    && rm -rf /var/lib/apt/lists/*
RUN pip install --no-cache-dir --disable-pip-version-check uv==0.13.9
WORKDIR /src
# The dependencies change less often than the code, so they come first and stay in the cache.
COPY pyproject.toml uv.lock README.md LICENSE ./
RUN uv sync --locked --no-default-groups --no-install-project
# The reader is compiled on the way.
COPY hatch_build.py ./
COPY config config
COPY templates templates
COPY consumers consumers
COPY sokuho sokuho
RUN uv sync --locked --no-default-groups --no-editable

FROM build AS build-airflow
RUN uv sync --locked --no-default-groups --group airflow --no-editable

FROM python:${PYTHON} AS base
RUN useradd --create-home --uid 10001 sokuho \
    && install -d -o sokuho -g sokuho /home/sokuho/work/var /home/sokuho/work/outbox /home/sokuho/airflow
ENV PATH=/opt/sokuho/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    SOKUHO_HOME=/home/sokuho/work
USER sokuho
WORKDIR /home/sokuho/work

FROM base AS sokuho
COPY --from=build /opt/sokuho /opt/sokuho
CMD ["sokuho", "run"]

FROM base AS airflow
COPY --from=build-airflow /opt/sokuho /opt/sokuho
COPY dags /opt/sokuho/dags
ENV AIRFLOW_HOME=/home/sokuho/airflow \
    AIRFLOW__CORE__DAGS_FOLDER=/opt/sokuho/dags \
    AIRFLOW__CORE__LOAD_EXAMPLES=False
CMD ["airflow", "api-server"]
