//! The targets in a plain loop, without coverage: `cargo xtask fuzz [TARGET] [COUNT] [SEED]`.

use std::{env, process::ExitCode, time::Instant};

type Target = (&'static str, fn(&[u8]), &'static [&'static [u8]]);

const TARGETS: [Target; 3] = [
    (
        "parameters",
        botwright_fuzz::parameters,
        &[
            b"\x00{\"chat_id\":1,\"text\":\"hi\",\"reply_markup\":{\"inline_keyboard\":[[{\"text\":\"x\",\"callback_data\":\"y\"}]]}}",
            b"\x00{\"chat_id\":\"1\",\"text\":\"\\ud83d\\ude00 \\u0000\",\"reply_parameters\":{\"message_id\":1,\"quote\":\"h\"},\"x\":null,\"y\":[1,2.5e3]}",
            b"\x01chat_id=1&text=%F0%9F%98%80+x&parse_mode=HTML&link_preview_options=%7B%22is_disabled%22%3Atrue%7D",
            b"\x02--b\r\nContent-Disposition: form-data; name=\"chat_id\"\r\n\r\n1\r\n--b\r\nContent-Disposition: form-data; name=\"text\"; filename=\"a\"\r\nContent-Type: text/plain\r\n\r\nx\r\n--b--\r\n",
        ],
    ),
    (
        "entities",
        botwright_fuzz::entities,
        &[
            b"\x00<b>bold <i>it</i></b> <a href=\"https://a.example\">x</a> &lt;&#x41; <pre><code class=\"language-rust\">y</code></pre><span class=\"tg-spoiler\">z</span><blockquote expandable>q</blockquote>",
            b"\x01*bold _it_* __u__ ~s~ ||z|| `c` ```rust\ny``` [x](https://a.example) ![e](tg://emoji?id=1) \\. >q\n>r||",
            b"\x02*bold* _it_ `c` ```y``` [x](https://a.example) \\_",
            b"\x03[{\"type\":\"bold\",\"offset\":0,\"length\":3},{\"type\":\"text_link\",\"offset\":2,\"length\":9,\"url\":\"a.example\"},{\"type\":\"pre\",\"offset\":1,\"length\":2}]",
            "\u{0}@ann #tag $USD /go@emulator_bot https://a.example/x?y=z#w ann@a.example Жук 👨‍👩‍👧".as_bytes(),
        ],
    ),
    (
        "worlds",
        botwright_fuzz::worlds,
        &[
            br#"{"bots":[{"token":"42:EMULATOR","username":"emulator_bot","first_name":"Emulator"}],"users":[{"id":1,"first_name":"Ann","username":"ann","started":["emulator_bot"]}],"chats":[{"id":-1000000000001,"type":"supergroup","title":"Club","members":["ann"],"admins":["emulator_bot"],"is_forum":true}]}"#,
            br#"{"saved_world":1,"state":{"clock":{"time":{"secs":1700000000,"nanos":0},"is_frozen":true},"bots":[{"id":42,"token":"42:E","username":"e","first_name":"E","queue":{"events":[{"id":5,"expires_at":1700000009,"json":"{}"}],"next_id":6,"allowed":["message"]},"commands":{"lists":[]},"webhook":{"webhook":null,"refused_until":{"secs":0,"nanos":0}}}],"users":{"1":{"id":1,"first_name":"Ann","username":null,"language_code":null,"started":[42],"blocked":[]}}}}"#,
        ],
    ),
];

/// Pieces that readers look for.
const WORDS: [&[u8]; 24] = [
    b"<b>",
    b"</b>",
    b"<a href=",
    b"```",
    b"||",
    b"**",
    b"__",
    b"\\",
    b"&#x",
    b"&amp;",
    b"%",
    b"\"",
    b"{",
    b"}",
    b"[",
    b"]",
    b"null",
    b"-1",
    b"9223372036854775808",
    b"\r\n",
    b"--b",
    b":",
    b"\xf0\x9f\x98\x80",
    b"\xff",
];

struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % bound.max(1) as u64).unwrap_or(0)
    }
}

fn mutate(data: &mut Vec<u8>, random: &mut Random) {
    for _ in 0..=random.below(4) {
        let at = random.below(data.len() + 1);
        match random.below(6) {
            0 if at < data.len() => data[at] = u8::try_from(random.below(256)).unwrap_or(0),
            1 if at < data.len() => drop(data.remove(at)),
            2 => {
                let word = WORDS[random.below(WORDS.len())];
                data.splice(at..at, word.iter().copied());
            }
            3 => data.truncate(at),
            4 => {
                let end = (at + random.below(20)).min(data.len());
                let piece = data[at..end].to_vec();
                let place = random.below(data.len() + 1);
                data.splice(place..place, piece);
            }
            _ if at < data.len() => data[at] ^= 1 << random.below(8),
            _ => {}
        }
    }
}

fn run(target: &Target, count: u64, seed: u64) {
    let (name, target, seeds) = target;
    let mut random = Random(seed);
    let mut pool: Vec<Vec<u8>> = seeds.iter().map(|seed| seed.to_vec()).collect();
    let began = Instant::now();
    for _ in 0..count {
        let mut data = pool[random.below(pool.len())].clone();
        mutate(&mut data, &mut random);
        target(&data);
        // Some go on as seeds, so that changes add up; the first stay.
        if random.below(8) == 0 && data.len() < 2_000 {
            if pool.len() < 500 {
                pool.push(data);
            } else {
                let place = seeds.len() + random.below(pool.len() - seeds.len());
                pool[place] = data;
            }
        }
    }
    println!(
        "{name}: {count} inputs from seed {seed} in {:.0?}",
        began.elapsed()
    );
}

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let number = |place: usize, default| match arguments.get(place) {
        None => Some(default),
        Some(text) => text.parse().ok(),
    };
    let only = arguments.first().map_or("all", String::as_str);
    let chosen: Vec<&Target> = TARGETS
        .iter()
        .filter(|(name, ..)| only == "all" || *name == only)
        .collect();
    let (Some(count), Some(seed)) = (number(1, 100_000), number(2, 1)) else {
        eprintln!("usage: [parameters|entities|worlds|all] [count] [seed]");
        return ExitCode::FAILURE;
    };
    if chosen.is_empty() {
        eprintln!("there is no target {only}");
        return ExitCode::FAILURE;
    }
    for target in chosen {
        run(target, count, seed);
    }
    ExitCode::SUCCESS
}
