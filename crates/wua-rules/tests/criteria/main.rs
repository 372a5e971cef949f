//! The criteria language, tested from outside.

#[cfg(test)]
mod errors;
#[cfg(test)]
mod evaluation;
#[cfg(test)]
mod fuzz;
#[cfg(test)]
mod grammar;
#[cfg(test)]
mod properties;
