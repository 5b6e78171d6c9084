"""Rows follow the district of what they belong to, also when that moves to another district."""

from django.db import migrations

ZONES = (
    "ALTER TABLE districts_zone ADD CONSTRAINT zone_with_district UNIQUE (district_id, id)",
    "ALTER TABLE districts_zone DROP CONSTRAINT zone_with_district",
)


def tie(table, column, target):
    name = f"{table}_{column}_same_district"
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY (district_id, {column})"
        f" REFERENCES {target} (district_id, id) ON UPDATE CASCADE",
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )


class Migration(migrations.Migration):
    dependencies = [("territory", "0001_initial"), ("districts", "0001_initial")]

    operations = [
        migrations.RunSQL(*ZONES),
        tie("territory_space", "zone_id", "districts_zone"),
        tie("territory_occupancy", "space_id", "territory_space"),
        tie("territory_entitlement", "pool_id", "territory_pool"),
    ]
