//! Runs that are killed in the middle of it: each file is the old one or the new one, whole, and the next run repairs the
//! rest.

use crate::support::Workshop;
use countersign_codegen::Generator;
use std::collections::BTreeMap;
use std::fs;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const ENDPOINTS: usize = 60;
const KILLS: u32 = 56;
/// After so many runs that are killed comes one that is not.
const KILLS_BEFORE_REPAIR: u32 = 4;

type Files = BTreeMap<String, Vec<u8>>;

/// Specs in the folder `name`, with that name in every file. Half of the endpoints are in both folders, so that a run
/// over the result of the other one makes, changes and removes files.
fn specs(workshop: &Workshop, name: &str) {
    workshop.write(&format!("{name}/demo/api.yaml"), format!("format: 1\nname: demo\ntitle: The {name}\n"));
    for number in 0..ENDPOINTS {
        let stem = if number % 2 == 0 { "pay" } else { name };
        let path = format!("group{}/{stem}{number}", number % 6);
        let text = format!(
            "path: {path}\nversion: v1\nsummary: Of the {name}.\nresponse:\n  \
             id: {{ type: string, max_length: 64, doc: A field of the {name}. }}\n"
        );
        workshop.write(&format!("{name}/demo/v1/{path}.yaml"), text);
    }
}

fn generator(workshop: &Workshop, specs: &str) -> Generator {
    Generator::new(workshop.path(specs)).out_dir(workshop.path("generated"))
}

fn spawn(workshop: &Workshop, specs: &str) -> Child {
    Command::new(env!("CARGO_BIN_EXE_countersign"))
        .args(["generate", "--quiet", "--specs", specs])
        .current_dir(workshop.path("."))
        .stdin(Stdio::null())
        .spawn()
        .expect("the command runs")
}

/// Numbers without a pattern that matters; the same in each run of the test.
struct Random(u64);

impl Random {
    /// Between 0 and 1.
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 40) as f64 / f64::from(1 << 24)
    }
}

/// How long a run takes until it writes its first file, and from then on.
struct Pace {
    before: Duration,
    writing: Duration,
}

/// Waits until a run has written its first file, or has ended.
fn wait_for_writing(workshop: &Workshop, child: &mut Child) {
    let first = workshop.path("generated/demo/Cargo.toml");
    let modified = || fs::metadata(&first).and_then(|metadata| metadata.modified()).ok();
    let before = modified();
    while modified() == before && child.try_wait().expect("a child").is_none() {
        std::thread::yield_now();
    }
}

fn pace(workshop: &Workshop, specs: &str) -> Pace {
    let start = Instant::now();
    let mut child = spawn(workshop, specs);
    wait_for_writing(workshop, &mut child);
    let before = start.elapsed();
    assert!(child.wait().expect("a child").success());
    Pace { before, writing: start.elapsed() - before }
}

/// Kills a run at a random moment, most often while it writes.
fn kill(workshop: &Workshop, specs: &str, pace: &Pace, random: &mut Random) {
    let mut child = spawn(workshop, specs);
    let span = if random.next() < 0.25 {
        pace.before
    } else {
        wait_for_writing(workshop, &mut child);
        pace.writing
    };
    let moment = Instant::now() + span.mul_f64(random.next());
    while Instant::now() < moment {
        std::thread::yield_now();
    }
    child.kill().expect("killed, or ended before");
    child.wait().expect("a child");
}

fn is_temporary(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|name| name.starts_with(".countersign-"))
}

/// Checks that each file is whole: of which of both runs it is. Files that are the same in both count for neither.
fn count(found: &Files, runs: &[Files; 2]) -> [usize; 2] {
    let mut count = [0, 0];
    for (path, bytes) in found.iter().filter(|(path, _)| !is_temporary(path)) {
        let of = [0, 1].map(|run| runs[run].get(path) == Some(bytes));
        assert!(of[0] || of[1], "{path} is neither old nor new:\n{}", String::from_utf8_lossy(bytes));
        if of[0] != of[1] {
            count[usize::from(of[1])] += 1;
        }
    }
    count
}

#[test]
fn killed_runs_leave_whole_files_and_the_next_run_repairs_the_tree() {
    let workshop = Workshop::new();
    // As the library does it by default.
    workshop.write("countersign.yaml", "format: 1\nruntime: { version: \"0.1\" }\n");
    let names = ["old", "new"];
    let runs = names.map(|name| {
        specs(&workshop, name);
        generator(&workshop, name).generate().expect("generated");
        workshop.output()
    });
    let (mut random, mut half_done, mut temporary) = (Random(1), 0, 0);
    let pace = pace(&workshop, names[0]);
    for number in 1..=KILLS {
        let run = number as usize % 2;
        kill(&workshop, names[run], &pace, &mut random);
        let found = workshop.output();
        temporary += found.keys().filter(|path| is_temporary(path)).count();
        let [old, new] = count(&found, &runs);
        half_done += u32::from(old > 0 && new > 0);
        if number % KILLS_BEFORE_REPAIR == 0 {
            let run = (random.next() * 2.0) as usize;
            generator(&workshop, names[run]).generate().expect("generated");
            assert!(workshop.output() == runs[run], "the tree is not repaired after kill {number}");
        }
    }
    println!(
        "{half_done} of {KILLS} trees were old and new, and {temporary} temporary files were left behind"
    );
    assert!(
        half_done > KILLS / 8,
        "only {half_done} of {KILLS} trees were old and new: the kills come too early or too late"
    );
}
