//! Automation of the project: `cargo xtask <task>`.

mod bench;
mod check;
mod codegen;
mod dll;
mod docs;
mod foreign_update_client;
mod fuzz;
mod install;
mod remote;
mod serve_updates;
mod stories;
mod test;
mod tour;
mod wine;
mod workspace;

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask <task>

  test [--quick]        everything that has to hold; --quick leaves out what needs Wine and long builds
  test SUITE            one suite by its name, such as `from another computer`
  check deps            the crates depend on each other only as ARCHITECTURE.md allows
  check api [FILE]      the tables against the project's extract of the API, or against FILE
  check docs            the documents say what the code says
  codegen [--check]     write the generated sources, or say which are stale
  docs                  write the generated pages below docs/reference
  dll --prefix P        build wuapi.dll and register it in the Wine prefix P, made if there is none
  tour                  the first ten minutes with wua, in a throw-away Debian, as root
  soak [MINUTES]        mixed load on `wua serve`, with connections killed at random; ten minutes
  serve-updates DIR [--port P] [--address A] [--plan FILE]
                        a folder of packages and files becomes an update service, until Ctrl-C
  fuzz [NAME…] [--executions N | --minutes M] [--seed S] [--keep]
                        bad input for what reads bytes of others; `fuzz --help` says more
  bench [NAME…]         measure; one line a figure, and a failure when one is over its limit
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let outcome = match args.as_slice() {
        ["test"] => test::run(test::Extent::Everything),
        ["test", "--quick"] => test::run(test::Extent::Quick),
        ["test", suite] => test::run_one(suite),
        ["check", "deps"] => check::deps::check(),
        ["check", "api"] => check::api::check(None),
        ["check", "api", file] => check::api::check(Some(file)),
        ["check", "docs"] => check::docs::check(),
        ["codegen"] => codegen::write(),
        ["codegen", "--check"] => codegen::check(),
        ["docs"] => docs::write(),
        ["dll", rest @ ..] => dll::run(rest),
        ["tour"] => tour::run(tour::Build::Release),
        ["soak"] => remote::soak("10"),
        ["soak", minutes] => remote::soak(minutes),
        ["fuzz", arguments @ ..] => fuzz::run(arguments),
        ["serve-updates", arguments @ ..] => serve_updates::run(arguments),
        ["bench", names @ ..] => bench::run(names),
        _ => {
            eprint!("{USAGE}");
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
