//! A search against apt's own answers.

use super::machine::Machine;
use super::measure::{Cost, Figure, cost, median};
use crate::workspace::Outcome;

/// How often a pair is run.
const PAIRS: usize = 9;

/// Nothing is cached, and the own verdict answers.
pub(super) fn cold() -> Outcome<Vec<Figure>> {
    let machine = Machine::copy("cold")?;
    let simulation = machine.apt(&["apt-get", "-s", "dist-upgrade"])?;
    let list = machine.apt(&["apt", "list", "--upgradable"])?;
    let (mut ours, mut simulated, mut listed) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..PAIRS {
        machine.forget();
        ours.push(cost(&machine.search())?);
        listed.push(cost(&list)?);
        simulated.push(cost(&simulation)?);
    }
    let figure = |name, limit, peer: &[Cost], part: fn(&Cost) -> f64, unit| Figure {
        name,
        limit,
        ours: median(&ours, part),
        peer: median(peer, part),
        unit,
    };
    let elapsed: fn(&Cost) -> f64 = |cost| cost.elapsed;
    Ok(vec![
        figure("search-cold", 0.05, &simulated, elapsed, "s"),
        figure("search-cold-list", 0.15, &listed, elapsed, "s"),
        figure("search-cold-memory", 0.25, &simulated, |cost| cost.memory, "kB"),
    ])
}

/// Nothing is cached, and apt has to be asked.
pub(super) fn asked() -> Outcome<Vec<Figure>> {
    let machine = Machine::copy("asked")?;
    machine.prefer("Package: *\nPin: release a=nowhere\nPin-Priority: 400\n")?;
    let simulation = machine.apt(&["apt-get", "-s", "dist-upgrade"])?;
    let (mut ours, mut simulated) = (Vec::new(), Vec::new());
    for _ in 0..PAIRS {
        machine.forget();
        ours.push(cost(&machine.search())?);
        simulated.push(cost(&simulation)?);
    }
    Ok(vec![times("search-asked", 1.15, &ours, &simulated)])
}

/// Nothing has changed since the last search.
pub(super) fn warm() -> Outcome<Vec<Figure>> {
    let machine = Machine::copy("warm")?;
    let list = machine.apt_cached(&["apt", "list", "--upgradable"])?;
    cost(&list)?;
    machine.forget();
    cost(&machine.search())?;
    let (mut ours, mut listed) = (Vec::new(), Vec::new());
    for _ in 0..2 * PAIRS {
        ours.push(cost(&machine.search())?);
        listed.push(cost(&list)?);
    }
    Ok(vec![times("search-warm", 0.10, &ours, &listed)])
}

/// Ten times the lists.
pub(super) fn scale() -> Outcome<Vec<Figure>> {
    let (one, ten) = (Machine::copy("one")?, Machine::copy("ten")?);
    one.repeat_lists(1)?;
    ten.repeat_lists(10)?;
    let (mut small, mut large) = (Vec::new(), Vec::new());
    for _ in 0..PAIRS {
        one.forget();
        small.push(cost(&one.search())?);
        ten.forget();
        large.push(cost(&ten.search())?);
    }
    Ok(vec![times("search-scale", 11.0, &large, &small)])
}

fn times(name: &'static str, limit: f64, ours: &[Cost], peer: &[Cost]) -> Figure {
    Figure {
        name,
        limit,
        ours: median(ours, |cost| cost.elapsed),
        peer: median(peer, |cost| cost.elapsed),
        unit: "s",
    }
}
