using Holdfast.Core.Errors;

namespace Holdfast.Core.Pipeline;

/// <summary>Why a call was not answered by its backend: what the caller is told and what an operator can look up.</summary>
/// <remarks>Made once, when a plan is compiled; naming one on the way of a call allocates nothing.</remarks>
/// <param name="Error">What the caller is told; has a page of its own.</param>
/// <param name="Decision">Stable name of what was decided, e.g. <c>no-healthy-node</c>.</param>
/// <param name="Position">The stage that decided.</param>
/// <param name="Rule">Path of the rule in the plan, e.g. <c>services.accounts</c>; empty where no rule was involved.</param>
/// <exception cref="ArgumentException">The error has no status: it is none that a caller can be told.</exception>
public sealed record Refusal(KnownError Error, string Decision, Position Position, string Rule)
{
    /// <summary>HTTP status of the answer.</summary>
    public int Status { get; } = Error.Status ?? throw new ArgumentException($"{Error} has no status to answer with.", nameof(Error));
}
