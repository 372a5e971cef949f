mod round_trips;
mod samples;
mod verification;
