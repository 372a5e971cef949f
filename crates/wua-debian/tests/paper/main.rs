//! Computers that are only paper: the files of apt and dpkg, about which apt and this crate are asked.

#[cfg(test)]
mod computer;
#[cfg(test)]
mod damage;
#[cfg(test)]
mod explanations;
#[cfg(test)]
mod matrix;
#[cfg(test)]
mod offers;
