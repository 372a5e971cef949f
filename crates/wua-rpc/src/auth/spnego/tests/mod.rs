mod agreement;
mod fuzz;
mod refusals;
mod support;
mod tokens;
mod witness;
