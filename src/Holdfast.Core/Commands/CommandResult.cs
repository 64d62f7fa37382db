using Holdfast.Core.Errors;

namespace Holdfast.Core.Commands;

/// <summary>What became of a command.</summary>
/// <param name="Text">For the operator: one or two sentences.</param>
public sealed record CommandResult(string Text)
{
    /// <summary>Why nothing was done; null when it was, or was so already.</summary>
    public KnownError? Error { get; private init; }

    /// <summary>What is different now; null when nothing is.</summary>
    public CommandChange? Change { get; private init; }

    public static CommandResult Done(string text, CommandChange change) => new(text) { Change = change };

    public static CommandResult Already(string text) => new(text);

    public static CommandResult Refused(KnownError error, string text) => new(text) { Error = error };
}
