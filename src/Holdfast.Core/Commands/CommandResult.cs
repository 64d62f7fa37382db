using Holdfast.Core.Errors;
using Holdfast.Core.Plan;

namespace Holdfast.Core.Commands;

/// <summary>What became of a command.</summary>
/// <param name="Text">For the operator: one or two sentences.</param>
public sealed record CommandResult(string Text)
{
    /// <summary>More names than this nobody reads.</summary>
    private const int NamesMax = 10;

    /// <summary>Why nothing was done; null when it was, or was so already.</summary>
    public KnownError? Error { get; private init; }

    /// <summary>What is different now; null when nothing is.</summary>
    public CommandChange? Change { get; private init; }

    public static CommandResult Done(string text, CommandChange change) => new(text) { Change = change };

    public static CommandResult Already(string text) => new(text);

    public static CommandResult Refused(KnownError error, string text) => new(text) { Error = error };

    /// <summary>What an operator names is not there: says what is nearest, or what there is.</summary>
    /// <param name="what">As <c>service</c>.</param>
    /// <param name="names">What there is.</param>
    public static CommandResult Unknown(KnownError error, string what, string written, IEnumerable<string> names)
    {
        var all = names.ToArray();
        var advice = Nearest.Find(written, all) is { } near ? $"did you mean '{near}'?" : $"there is {List(all)}.";
        return Refused(error, $"'{Printable.Of(written)}' is no {what}; {advice}");
    }

    /// <summary>The first of them.</summary>
    public static string List(IReadOnlyCollection<string> names) => $"{string.Join(", ", names.Take(NamesMax))}{(names.Count > NamesMax ? ", …" : "")}";
}
