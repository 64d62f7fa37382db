using System.Globalization;
using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Readings;

namespace Holdfast.Core.Principles.Degradation.Levels.Conditions;

/// <summary>Reads a condition. One pass, no going back, bounded in length and depth: a text costs as much as it is long.</summary>
internal sealed class ConditionParser
{
    public const int CharsMax = 500;
    public const int DepthMax = 16;

    private static readonly ScalarShape<TimeSpan> Times = (ScalarShape<TimeSpan>)Shapes.Duration(TimeSpan.Zero, TimeSpan.FromHours(1));

    private readonly IReadOnlyList<ConditionToken> _tokens;
    private ConditionFault? _fault;
    private int _next;
    private int _depth;

    private ConditionParser(IReadOnlyList<ConditionToken> tokens, ConditionFault? fault) => (_tokens, _fault) = (tokens, fault);

    private ConditionToken Next => _tokens[_next];

    /// <param name="fault">What is wrong with it; null when it is good.</param>
    public static LevelCondition? Read(string text, out ConditionFault? fault)
    {
        fault = text.Length > CharsMax ? new ConditionFault(0, $"It has {text.Length} characters, and may have {CharsMax}", "Say it more shortly, or with two entries.") : null;
        if (fault is not null) return null;
        var parser = new ConditionParser(ConditionToken.Read(text, out fault), fault);
        var root = fault is null ? parser.Any() : null;
        if (root is not null && !parser.Next.IsEnd) parser.Fail($"'{Printable.Of(parser.Next.Text)}' stands where it should be over", "Join two comparisons by 'and' or 'or'.");
        fault = parser._fault;
        return fault is null && root is not null ? new LevelCondition(text, root) : null;
    }

    private ConditionNode? Any() => Joined("or", All, static parts => new ConditionAny(parts));

    private ConditionNode? All() => Joined("and", Not, static parts => new ConditionAll(parts));

    private ConditionNode? Joined(string word, Func<ConditionNode?> part, Func<IReadOnlyList<ConditionNode>, ConditionNode> join)
    {
        var parts = new List<ConditionNode>();
        do
        {
            if (part() is not { } read) return null;
            parts.Add(read);
        }
        while (Takes(word));
        return parts.Count == 1 ? parts[0] : join(parts);
    }

    private ConditionNode? Not()
    {
        if (++_depth > DepthMax) return Fail("It is nested too deeply", $"{DepthMax} levels of brackets and 'not' are enough.");
        var read = Takes("not") ? Not() is { } part ? new ConditionNot(part) : null
            : Takes("(") ? Bracketed()
            : OneReading();
        _depth--;
        return read;
    }

    private ConditionNode? Bracketed()
    {
        if (Any() is not { } inner) return null;
        return Takes(")") ? inner : Fail("A bracket is not closed", "Write ')'.");
    }

    private ConditionNode? OneReading()
    {
        var (at, name) = (Next.At, Next.Text);
        if (ReadingKind.Find(name) is not { } kind)
        {
            var names = ReadingKind.All.Select(static one => one.Name).ToArray();
            var meant = Nearest.Find(name, names) is { } nearest ? $"Did you mean '{nearest}'? " : "";
            return Fail(Next.IsEnd ? "It ends where a reading should stand" : $"'{Printable.Of(name)}' is no reading", $"{meant}There is {string.Join(", ", names)}.");
        }

        _next++;
        var subject = "";
        if (kind.Subject != ReadingSubject.Process)
        {
            if (!Takes("(")) return Fail($"'{kind.Name}' is of {(kind.Subject == ReadingSubject.Interface ? "an interface" : "a service")}", $"Write {kind.Name}(NAME).");
            subject = Next.Text;
            if (subject.Length == 0 || !char.IsAsciiLetterOrDigit(subject[0]) || subject.AsSpan().ContainsAny('%', '/')) return Fail("A name should stand here", $"Write {kind.Name}(NAME).");
            _next++;
            if (!Takes(")")) return Fail("A bracket is not closed", "Write ')'.");
        }

        return kind.Unit == ReadingUnit.Flag ? new ConditionFlag(kind, subject, at) : Compared(kind, subject, at);
    }

    private ConditionNode? Compared(ReadingKind kind, string subject, int at)
    {
        ConditionSign? sign = Next.Text switch { ">" => ConditionSign.Above, ">=" => ConditionSign.AtLeast, "<" => ConditionSign.Below, "<=" => ConditionSign.AtMost, _ => null };
        if (sign is null) return Fail($"'{kind.Name}' has to be held against something", $"Write >, >=, < or <= and {Hint(kind.Unit)}.");
        _next++;
        if (Bound(kind.Unit, Next.Text) is not { } bound) return Fail(Next.IsEnd ? "It ends where a bound should stand" : $"'{Printable.Of(Next.Text)}' is no bound for '{kind.Name}'", $"Write {Hint(kind.Unit)}.");
        _next++;
        return new ConditionCompare(kind, subject, sign.Value, bound, at);
    }

    private static double? Bound(ReadingUnit unit, string text) => unit switch
    {
        ReadingUnit.Ratio => text.EndsWith('%') ? Number(text[..^1]) / 100 is <= 1 and var percent ? percent : null : Number(text) is <= 1 and var ratio ? ratio : null,
        ReadingUnit.Rate => text.EndsWith("/s", StringComparison.Ordinal) ? Number(text[..^2]) : null,
        ReadingUnit.Time => Times.Parse(text, out var time) is null ? time.TotalSeconds : null,
        _ => Number(text),
    };

    /// <summary>Without sign, exponent or blanks, and none of the words that stand for what is no number.</summary>
    private static double? Number(string text) =>
        text.Length is > 0 and <= 12 && double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number) ? number : null;

    private static string Hint(ReadingUnit unit) => unit switch
    {
        ReadingUnit.Ratio => "a share such as 5%",
        ReadingUnit.Rate => "calls a second such as 100/s",
        ReadingUnit.Time => "a duration such as 800ms or 2s",
        _ => "a number",
    };

    private bool Takes(string word)
    {
        if (Next.Text != word) return false;
        _next++;
        return true;
    }

    private ConditionNode? Fail(string message, string advice)
    {
        _fault ??= new ConditionFault(Next.At, message, advice);
        return null;
    }
}
