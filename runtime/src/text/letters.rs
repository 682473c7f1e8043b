//! Which letters are seen as one.

/// Zero width joiner: glues emoji together.
const JOINER: char = '\u{200d}';

/// Whether a text may be broken between these letters without tearing apart what is seen as one: an
/// emoji with its tone, joiners and tags, a flag, a letter with its accents, a syllable. `flags` says how
/// many regional indicators go before the border without a gap.
///
/// The sequences of emoji are complete; of the marks of all scripts these are the common ones.
pub(super) fn may_break(before: char, after: char, flags: usize) -> bool {
    let is_pair = flags % 2 == 1 && is_flag(after);
    let is_line_end = before == '\r' && after == '\n';
    !(before == JOINER || is_mark(after) || is_pair || is_line_end || is_syllable(before, after))
}

/// Regional indicators: two of them are a flag.
pub(super) fn is_flag(letter: char) -> bool {
    matches!(letter, '\u{1f1e6}'..='\u{1f1ff}')
}

/// Letters that change the one before them.
fn is_mark(letter: char) -> bool {
    matches!(letter,
        JOINER
        // Combining marks of Latin, Cyrillic and Greek, keycaps among them.
        | '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}'
        // Forms, tones of skin and tags of emoji.
        | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0020}'..='\u{e007f}'
        | '\u{e0100}'..='\u{e01ef}'
        // Hebrew and Arabic.
        | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}'..='\u{5c2}' | '\u{5c4}'..='\u{5c5}'
        | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}'
        | '\u{6df}'..='\u{6e4}' | '\u{6e7}'..='\u{6e8}' | '\u{6ea}'..='\u{6ed}'
        // The scripts of India: vowels, nasals and viramas.
        | '\u{900}'..='\u{903}' | '\u{93a}'..='\u{93c}' | '\u{93e}'..='\u{94f}'
        | '\u{981}'..='\u{983}' | '\u{9bc}' | '\u{9be}'..='\u{9cd}' | '\u{a3c}'..='\u{a4d}'
        | '\u{abc}' | '\u{abe}'..='\u{acd}' | '\u{b3c}' | '\u{b3e}'..='\u{b4d}'
        | '\u{bbe}'..='\u{bcd}' | '\u{c3e}'..='\u{c4d}' | '\u{cbc}' | '\u{cbe}'..='\u{ccd}'
        | '\u{d3e}'..='\u{d4d}'
        // Thai and Lao.
        | '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}'
        | '\u{eb1}' | '\u{eb4}'..='\u{ebc}' | '\u{ec8}'..='\u{ece}'
        // Kana voicing.
        | '\u{3099}'..='\u{309a}')
}

/// Korean syllables that are written by their parts, and consonants that a virama joins.
fn is_syllable(before: char, after: char) -> bool {
    let is_part = |letter| matches!(letter, '\u{1100}'..='\u{11ff}');
    let is_block = |letter| matches!(letter, '\u{ac00}'..='\u{d7a3}');
    let is_virama = matches!(
        before,
        '\u{94d}' | '\u{9cd}' | '\u{acd}' | '\u{c4d}' | '\u{d4d}'
    );
    (is_part(after) && (is_part(before) || is_block(before)))
        || (is_virama && after.is_alphabetic())
}
