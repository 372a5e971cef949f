//! A search against apt's own answers.

use super::machine::Machine;
use super::measure::{Figure, cost, elapsed, median};
use crate::workspace::Outcome;

/// How often a pair is run.
const PAIRS: usize = 9;
const PAIRS_FOR_MEMORY: usize = 3;

/// Nothing is cached, and the own verdict answers.
pub(super) fn cold() -> Outcome<Vec<Figure>> {
    let machine = Machine::copy("cold")?;
    let mut simulation = machine.apt(&["apt-get", "-s", "dist-upgrade"])?;
    let mut list = machine.apt(&["apt", "list", "--upgradable"])?;
    let (mut ours, mut simulated, mut listed) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..PAIRS {
        machine.forget();
        ours.push(elapsed(&mut machine.search())?);
        listed.push(elapsed(&mut list)?);
        simulated.push(elapsed(&mut simulation)?);
    }
    let (mut our_memory, mut memory) = (Vec::new(), Vec::new());
    for _ in 0..PAIRS_FOR_MEMORY {
        machine.forget();
        our_memory.push(cost(&machine.search())?);
        memory.push(cost(&simulation)?);
    }
    Ok(vec![
        times("search-cold", 0.05, &ours, &simulated),
        times("search-cold-list", 0.15, &ours, &listed),
        Figure {
            name: "search-cold-memory",
            limit: 0.25,
            ours: median(&our_memory, |cost| cost.memory),
            peer: median(&memory, |cost| cost.memory),
            unit: "kB",
        },
    ])
}

/// Nothing is cached, and apt has to be asked.
pub(super) fn asked() -> Outcome<Vec<Figure>> {
    let machine = Machine::copy("asked")?;
    machine.prefer("Package: *\nPin: release a=nowhere\nPin-Priority: 400\n")?;
    let mut simulation = machine.apt(&["apt-get", "-s", "dist-upgrade"])?;
    let (mut ours, mut simulated) = (Vec::new(), Vec::new());
    for _ in 0..PAIRS {
        machine.forget();
        ours.push(elapsed(&mut machine.search())?);
        simulated.push(elapsed(&mut simulation)?);
    }
    Ok(vec![times("search-asked", 1.15, &ours, &simulated)])
}

/// Nothing has changed since the last search.
pub(super) fn warm() -> Outcome<Vec<Figure>> {
    let machine = Machine::copy("warm")?;
    let mut list = machine.apt_cached(&["apt", "list", "--upgradable"])?;
    elapsed(&mut list)?;
    machine.forget();
    elapsed(&mut machine.search())?;
    let (mut ours, mut listed) = (Vec::new(), Vec::new());
    for _ in 0..2 * PAIRS {
        ours.push(elapsed(&mut machine.search())?);
        listed.push(elapsed(&mut list)?);
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
        small.push(elapsed(&mut one.search())?);
        ten.forget();
        large.push(elapsed(&mut ten.search())?);
    }
    Ok(vec![times("search-scale", 11.0, &large, &small)])
}

fn times(name: &'static str, limit: f64, ours: &[f64], peer: &[f64]) -> Figure {
    Figure {
        name,
        limit,
        ours: median(ours, |seconds| *seconds),
        peer: median(peer, |seconds| *seconds),
        unit: "s",
    }
}
