namespace Holdfast.Core.Principles.Limits.Tokens;

/// <summary>Where the tokens of limits come from: this process's own, or a quota that several processes share.</summary>
/// <remarks>
/// A source leases a share of a limit ahead of the calls that use it. No call ever waits for one: what is leased is read from
/// memory, and a lease that has run out stands for an even share (the whole by the number of processes), never for the whole.
/// </remarks>
public interface ITokenSource
{
    /// <summary>A limit is used from now on.</summary>
    /// <param name="limit">The same in every process that has the same plan.</param>
    /// <param name="counts">What became of its calls so far, for who shares out by need.</param>
    ITokenShare Open(string limit, Func<LimitCounts> counts);
}
