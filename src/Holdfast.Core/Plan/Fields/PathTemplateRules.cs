using System.Buffers;

namespace Holdfast.Core.Plan.Fields;

/// <summary>Which templates can be matched without two servers reading them differently.</summary>
internal static class PathTemplateRules
{
    private const int LengthMax = 1024;
    private const int SegmentsMax = 64;
    private const string Rest = "**";

    private static readonly SearchValues<char> NotInSegments = SearchValues.Create("?#\\ \"<>|^`");

    public static ScalarFault? Check(string text)
    {
        if (text.Length == 0 || text[0] != '/')
            return Bad(text, "does not begin with '/'", "Write a path such as /api/users/{id}, or /** for every path.");
        if (text.Length > LengthMax)
            return Bad(text, $"is longer than {LengthMax} characters", "Match a shorter part and take the rest with **.");
        if (text == "/")
            return null;
        var segments = text[1..].Split('/');
        if (segments.Length > SegmentsMax)
            return Bad(text, $"has more than {SegmentsMax} segments", "Match a shorter part and take the rest with **.");
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < segments.Length; i++)
        {
            if (CheckSegment(text, segments[i], i == segments.Length - 1, names) is { } fault)
                return fault;
        }

        return null;
    }

    /// <summary>The template with names left out: two that give the same text match the same paths.</summary>
    public static string Outline(string template) => string.Join('/', template.Split('/').Select(segment =>
        segment == Rest || segment.EndsWith("...}", StringComparison.Ordinal) ? Rest
        : segment.StartsWith('{') ? "{}"
        : segment));

    private static ScalarFault? CheckSegment(string text, string segment, bool last, HashSet<string> names)
    {
        switch (segment)
        {
            case "" when last:
                return null;
            case "":
                return Bad(text, "has an empty segment ('//')", "Remove one '/'.");
            case "." or "..":
                return Bad(text, $"has the segment '{segment}', which clients and servers resolve differently", "Write the path that is meant.");
            case Rest:
                return last ? null : Bad(text, "goes on after **", "Use ** as the last segment only.");
            case "*":
                return Bad(text, "has the segment '*'", "Write {name} for one segment, or ** at the end for the rest.");
        }

        return segment[0] == '{' && segment[^1] == '}' && segment.Length > 2
            ? CheckName(text, segment[1..^1], last, names)
            : CheckLiteral(text, segment);
    }

    private static ScalarFault? CheckName(string text, string inside, bool last, HashSet<string> names)
    {
        var takesRest = inside.EndsWith("...", StringComparison.Ordinal);
        var name = takesRest ? inside[..^3] : inside;
        if (takesRest && !last)
            return Bad(text, $"goes on after {{{inside}}}", "Take the rest with the last segment only.");
        if (name.Length is 0 or > 64 || !char.IsAsciiLetter(name[0]) || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            return Bad(text, $"has a segment '{{{inside}}}' whose name is none", "Begin it with a letter; then letters, digits, '-' and '_'.");
        return names.Add(name) ? null : Bad(text, $"names {{{name}}} twice", "Give each its own name.");
    }

    private static ScalarFault? CheckLiteral(string text, string segment)
    {
        if (segment.Contains("%2f", StringComparison.OrdinalIgnoreCase) || segment.Contains("%5c", StringComparison.OrdinalIgnoreCase))
            return Bad(text, "has an encoded slash, which one server takes for a separator and the next for a letter", "Match with {name} instead.");
        if (segment.Contains('%'))
            return Bad(text, "is percent-encoded", "Write the character itself.");
        if (segment.AsSpan().ContainsAny("{}*"))
            return Bad(text, $"has the segment '{segment}', partly literal", "A segment is literal or {name}; ** stands alone.");
        if (TextRules.NoControls(segment) is { } fault)
            return fault;
        return segment.AsSpan().ContainsAny(NotInSegments)
            ? new(ValueErrors.IllegalCharacter, $"'{Printable.Of(text)}' holds a character that no path may have", "Match the query under 'query'; leave fragments, blanks and backslashes out.")
            : null;
    }

    private static ScalarFault Bad(string text, string what, string advice) =>
        new(ValueErrors.PathTemplate, $"'{Printable.Of(text)}' {what}", advice);
}
