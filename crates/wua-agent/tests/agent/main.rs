//! The engine, tested from outside: what it promises to those who build on it.

#[cfg(test)]
mod support;

#[cfg(test)]
mod automatic_updates;
#[cfg(test)]
mod bundles;
#[cfg(test)]
mod cache;
#[cfg(test)]
mod cleaning;
#[cfg(test)]
mod concurrency;
#[cfg(test)]
mod deaths;
#[cfg(test)]
mod download;
#[cfg(test)]
mod explain;
#[cfg(test)]
mod full_disk;
#[cfg(test)]
mod history;
#[cfg(test)]
mod install;
#[cfg(test)]
mod jobs;
#[cfg(test)]
mod marks;
#[cfg(test)]
mod operation_lock;
#[cfg(test)]
mod parallel;
#[cfg(test)]
mod plans;
#[cfg(test)]
mod processes;
#[cfg(test)]
mod relations;
#[cfg(test)]
mod search;
#[cfg(test)]
mod services;
#[cfg(test)]
mod shared;
#[cfg(test)]
mod store;
#[cfg(test)]
mod together;
