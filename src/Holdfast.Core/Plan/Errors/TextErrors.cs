using Holdfast.Core.Errors;

namespace Holdfast.Core.Plan;

/// <summary>What can be wrong with a plan's text before it means anything: files, encoding, YAML, includes, substitution.</summary>
public static class TextErrors
{
    public static readonly KnownError Unreadable = new(
        "HF1001", "A file of the plan cannot be read",
        "A plan is carried out whole or not at all: a part that is missing might hold the limit that protects the rest.",
        "Check the path (it is relative to the file that names it) and that the user who runs Holdfast may read it.");

    public static readonly KnownError TooLarge = new(
        "HF1002", "A file is too large",
        "10,000 interfaces and 50,000 nodes take about 8 MB. Anything far beyond is a mistake or an attack, and is refused before it is parsed.",
        "Check that this is the file you meant. A file may have 16 MB, a whole plan 32 MB.");

    public static readonly KnownError Encoding = new(
        "HF1003", "The text is not UTF-8",
        "Read in another encoding, a name could turn into another name without anyone noticing.",
        "Save the file as UTF-8 (with or without a byte order mark).");

    public static readonly KnownError Empty = new(
        "HF1004", "The file is empty",
        "An empty plan would take every interface out of service; it is far more often a file that was cut short.",
        "Write at least one service and one interface.",
        "holdfast: 1\nowners: [ann@example.com, bob@example.com]\nservices:\n  shop: { versions: { v1: { nodes: [ \"http://10.0.0.1:5000\" ] } } }\ninterfaces:\n  catalogue: { match: { path: \"/api/**\" }, service: shop }");

    public static readonly KnownError Tab = new(
        "HF1005", "A tab in the indentation",
        "Tabs have no agreed width, so YAML does not allow them to indent.",
        "Indent with spaces.");

    public static readonly KnownError ControlCharacter = new(
        "HF1006", "A control character in the text",
        "Control characters are invisible, and in a header or a path they let one request pass for two.",
        "Remove the character. If many are reported, the file may be binary or UTF-16.");

    public static readonly KnownError Syntax = new(
        "HF1007", "The text is not YAML",
        "What cannot be parsed cannot be checked.",
        "Look at the place named and the line before it: a missing ':' or quote, or a wrong indentation. Text that begins with one of {}[]*&!|>%@` or holds ': ' or ' #' wants quotes.",
        "path: /api/{id}      # fine\nmatch: { path: /api/{id} }     # not: } ends the section\nmatch: { path: \"/api/{id}\" }   # fine");

    public static readonly KnownError ManyDocuments = new(
        "HF1008", "More than one document in a file",
        "A plan is one document; a second one after '---' would be ignored by some tools and merged by others.",
        "Put the second document into a file of its own and name it under 'include'.");

    public static readonly KnownError TooDeep = new(
        "HF1009", "Sections nested too deeply",
        "The deepest field of a plan is at level 8; more than 64 levels is a mistake or an attack on the parser.",
        "Check the indentation and the brackets.");

    public static readonly KnownError TooMany = new(
        "HF1010", "Too many values",
        "Aliases let a few lines stand for billions of values. Every alias counts as what it stands for, up to 2,000,000 values in a plan.",
        "Write out what the aliases repeat, or split the plan over several Holdfasts.");

    public static readonly KnownError Duplicate = new(
        "HF1011", "The same key twice",
        "Parsers silently keep the first or the last; either way one of the two is not what its author believes to be live.",
        "Keep one of the two. Names are shared by all files of a plan.",
        "services:\n  accounts: …\n  accounts: …   # HF1011, with both places");

    public static readonly KnownError Tag = new(
        "HF1012", "A YAML tag",
        "Tags ('!!name') ask a parser to make objects of types that the file chooses. A plan has no use for them.",
        "Remove the tag; quote the text if it is meant to begin with '!'.");

    public static readonly KnownError MergeKey = new(
        "HF1013", "A merge key",
        "'<<' is not part of YAML 1.2, and parsers differ on which side wins.",
        "Use an alias for a whole section, or write the values out.",
        "retry: &twice { attempts: 2 }\nretry: *twice          # fine\nretry: { <<: *twice }  # HF1013");

    public static readonly KnownError Key = new(
        "HF1014", "A key that is not plain text",
        "Keys are names of fields or of things; a list or a section cannot be one.",
        "Write the key as a single word, quoted if need be. A value such as {id} inside [ ] or { } needs quotes.");

    public static readonly KnownError Alias = new(
        "HF1015", "An alias that stands for nothing",
        "An alias (*name) must come after its anchor (&name) in the same file, and an anchor may not contain itself.",
        "Define the anchor first, or quote the text if it is meant to begin with '*'.");

    public static readonly KnownError Unset = new(
        "HF1016", "A variable that is not set",
        "An unset variable would silently become nothing: an empty host, a missing limit.",
        "Set it in the environment of Holdfast, or give a default: ${NAME:-default}.");

    public static readonly KnownError Substitution = new(
        "HF1017", "A substitution that cannot be read",
        "Only ${NAME} and ${NAME:-default} are replaced, where a name has letters, digits and underscores.",
        "Correct it, or write $${ for a literal ${.",
        "address: \"${LISTEN:-127.0.0.1:8443}\"");

    public static readonly KnownError Include = new(
        "HF1018", "An include that matches nothing",
        "A typing error here would take whole services out of the plan.",
        "Check the path: it is relative to the file that names it; * and ? stand for characters of a file name, not of a folder.");

    public static readonly KnownError Cycle = new(
        "HF1019", "Files that include each other",
        "There would be no first file, and so no order in which to read them.",
        "Remove the include that leads back.");

    public static readonly KnownError TooManyFiles = new(
        "HF1020", "Too many files",
        "A plan has at most 1,000 files, 16 includes deep. A pattern that catches more is usually in the wrong folder.",
        "Narrow the pattern.");

    public static IReadOnlyList<KnownError> All { get; } =
    [
        Unreadable, TooLarge, Encoding, Empty, Tab, ControlCharacter, Syntax, ManyDocuments, TooDeep, TooMany,
        Duplicate, Tag, MergeKey, Key, Alias, Unset, Substitution, Include, Cycle, TooManyFiles,
    ];
}
