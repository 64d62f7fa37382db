using System.Text.RegularExpressions;
using Holdfast.Testing.Processes;

namespace Holdfast.Cli.Tests.Docs;

/// <summary>A command that a page tells its readers to type.</summary>
/// <param name="Page">Where it stands, from the root.</param>
/// <param name="Text">As it stands there, in one line.</param>
internal sealed partial record DocumentedCommand(string Page, string Text)
{
    private const int TimeoutMs = 1000;

    /// <summary>Our own executable, with or without the dot before it.</summary>
    public bool IsHoldfast => Holdfast().IsMatch(Text);

    /// <summary>With a word that the reader is to replace, or with what may be left out: nothing that can be typed as it stands.</summary>
    public bool IsPattern => Pattern().IsMatch(Text);

    /// <summary>What stands after the executable's name.</summary>
    public string[] Arguments => [.. Word().Matches(Text).Skip(1).Select(static word => word.Value.Trim('"'))];

    /// <summary>Every one of the README and of the pages below <c>docs</c>, in their order, each once.</summary>
    public static IReadOnlyList<DocumentedCommand> All { get; } =
    [
        .. new[] { "README.md" }.Concat(Pages()).SelectMany(static page => Of(page, File.ReadAllText(Path.Combine(Installation.Root, page))))
            .DistinctBy(static one => one.Text),
    ];

    public static IEnumerable<DocumentedCommand> Of(string page, string text)
    {
        // A backslash at the end of a line continues it.
        var blocks = Block().Matches(text).SelectMany(static block => Continued().Replace(block.Groups["text"].Value, " ").Split('\n'));
        var inline = Inline().Matches(Block().Replace(text, "")).Select(static match => match.Groups["text"].Value);
        return blocks.Concat(inline).Select(static line => line.Trim()).Where(static line => Typed().IsMatch(line) && !NameOnly().IsMatch(line))
            .Select(line => new DocumentedCommand(page, line));
    }

    public override string ToString() => $"{Page}: {Text}";

    /// <summary>Generated pages show plans, and no commands.</summary>
    private static IEnumerable<string> Pages() => Directory.EnumerateFiles(Path.Combine(Installation.Root, "docs"), "*.md", SearchOption.AllDirectories)
        .Select(static file => Path.GetRelativePath(Installation.Root, file)).Where(static page => !page.StartsWith("docs/errors/HF", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    [GeneratedRegex("```(sh|bash|console)\n(?<text>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, TimeoutMs)]
    private static partial Regex Block();

    [GeneratedRegex("\"[^\"]*\"|\\S+", RegexOptions.ExplicitCapture, TimeoutMs)]
    private static partial Regex Word();

    [GeneratedRegex(@"\\\n\s*", RegexOptions.ExplicitCapture, TimeoutMs)]
    private static partial Regex Continued();

    [GeneratedRegex("`(?<text>[^`\n]+)`", RegexOptions.ExplicitCapture, TimeoutMs)]
    private static partial Regex Inline();

    [GeneratedRegex(@"^(\./)?(holdfast|test|curl|kill|(bench|eng)/\S+\.sh)( |$)", RegexOptions.ExplicitCapture, TimeoutMs)]
    private static partial Regex Typed();

    /// <summary>The product, a tool or a script by name.</summary>
    [GeneratedRegex(@"^(holdfast|\./holdfast|test|curl|kill)$", RegexOptions.ExplicitCapture, TimeoutMs)]
    private static partial Regex NameOnly();

    [GeneratedRegex(@"^(\./)?holdfast ", RegexOptions.ExplicitCapture, TimeoutMs)]
    private static partial Regex Holdfast();

    [GeneratedRegex(@"\[|…|(?<= )[A-Z]+(-[A-Z]+)*(?= |$)", RegexOptions.ExplicitCapture, TimeoutMs)]
    private static partial Regex Pattern();
}
