//! Which of two drivers is the better one for a device.

use std::cmp::{Ordering, Reverse};

use super::Doubt;
use super::condition::same_name;
use crate::applicability::{Device, Driver, DriverCondition, DriverRank};

/// Over all devices with the hardware id: better for one is better, and then what is not known counts, and then the same.
pub(super) fn holds<'a>(condition: &DriverCondition, devices: &[Device]) -> Result<bool, Doubt<'a>> {
    let ranks: Vec<_> = devices
        .iter()
        .filter_map(|device| rank(condition, device))
        .collect();
    let found = if ranks.contains(&Ok(DriverRank::Better)) {
        DriverRank::Better
    } else if let Some(Err(doubt)) = ranks.iter().find(|rank| rank.is_err()) {
        return Err(*doubt);
    } else if ranks.contains(&Ok(DriverRank::Same)) {
        DriverRank::Same
    } else if ranks.is_empty() {
        return Ok(false);
    } else {
        DriverRank::Worse
    };
    Ok(found == condition.rank)
}

/// Nothing if the driver is not for this device.
fn rank<'a>(condition: &DriverCondition, device: &Device) -> Option<Result<DriverRank, Doubt<'a>>> {
    let position = |id: &str| device.ids.iter().position(|other| same_name(other, id));
    let place = position(&condition.hardware_id)?;
    let Some(driver) = &device.driver else {
        return Some(Ok(DriverRank::Better));
    };
    if !condition.providers.is_empty() {
        let Some(provider) = &driver.provider else {
            return Some(Err(Doubt::NotTold("who provides the driver")));
        };
        if !condition.providers.iter().any(|known| same_name(known, provider)) {
            return None;
        }
    }
    Some(
        compare(condition, place, driver, position).map(|ordering| match ordering {
            Ordering::Less => DriverRank::Better,
            Ordering::Equal => DriverRank::Same,
            Ordering::Greater => DriverRank::Worse,
        }),
    )
}

/// The more specific id, then the lower score, then the later date, then the higher version. Less is better.
fn compare<'a>(
    condition: &DriverCondition,
    place: usize,
    driver: &Driver,
    position: impl Fn(&str) -> Option<usize>,
) -> Result<Ordering, Doubt<'a>> {
    let other = driver.id.as_deref().and_then(position);
    let other = other.ok_or(Doubt::NotTold("by which id the driver was chosen"))?;
    let score = driver.feature_score;
    let date = driver.date.map(Reverse);
    let version = driver.version.map(Reverse);
    let by = |ordering: Ordering, next: &dyn Fn() -> Result<Ordering, Doubt<'a>>| match ordering {
        Ordering::Equal => next(),
        decided => Ok(decided),
    };
    by(place.cmp(&other), &|| {
        // Nobody tells update servers that of an installed driver either: it has the one that it is compared with.
        let ordering = match (condition.feature_score, score) {
            (_, None) => Ordering::Equal,
            (Some(own), Some(other)) => own.cmp(&other),
            (None, Some(_)) => return Err(Doubt::NotTold("which of the feature scores counts here")),
        };
        by(ordering, &|| {
            let date = date.ok_or(Doubt::NotTold("the date of the driver"))?;
            by(Reverse(condition.date).cmp(&date), &|| {
                let version = version.ok_or(Doubt::NotTold("the version of the driver"))?;
                Ok(Reverse(condition.version).cmp(&version))
            })
        })
    })
}
