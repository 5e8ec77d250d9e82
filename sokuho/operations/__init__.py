"""What the operators' DAGs do, as plain functions: `dags/` only wires them to Airflow.

Every `run_*` opens the store and the bus as configured, does its work and returns plain data that
Airflow can keep; the functions beside them take what they need and can be called anywhere.
"""
