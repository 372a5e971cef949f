mod round_trips;
mod samples;
