mod answers;
mod arrays;
mod calls;
mod limits;
mod members;
pub(crate) mod support;
mod type_info;
pub(crate) mod values;
