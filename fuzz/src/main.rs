//! Bad input for everything that reads bytes of others: `cargo xtask fuzz`.
//!
//! A fuzzer reads an input as something that arrives, and panics if what comes of it is not right. Inputs are changed,
//! and those that led to an outcome that was not seen before are kept and changed further.

mod arguments;
mod campaign;
mod corpus;
mod execution;
mod frames;
mod fuzzers;
mod memory;
mod mutation;
mod seen;
#[cfg(test)]
mod tests;
mod vectors;

use std::process::ExitCode;

use arguments::Arguments;
use campaign::Campaign;
use fuzzers::FUZZERS;

fn main() -> ExitCode {
    let outcome = match Arguments::read(std::env::args().skip(1)) {
        Ok(arguments) => run(&arguments),
        Err(usage) => {
            eprintln!("{usage}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

/// Runs what is chosen, or everything. The first finding ends it.
fn run(arguments: &Arguments) -> Result<(), String> {
    execution::watch();
    let is_chosen =
        |name: &str| arguments.names.is_empty() || arguments.names.iter().any(|chosen| chosen == name);
    for (name, make) in FUZZERS.iter().filter(|(name, _)| is_chosen(name)) {
        let mut campaign = Campaign::new(name, *make, arguments.seed);
        if let Some(file) = &arguments.input {
            campaign.replay(file)?;
            println!("{name}: {} does no harm", file.display());
            continue;
        }
        campaign.run(arguments.extent)?;
        println!("{}", campaign.report());
        if arguments.keep {
            campaign.keep()?;
        }
    }
    Ok(())
}
