namespace Holdfast.Core.Principles.Limits.Tokens;

/// <summary>What this process may hand out of one limit. Disposed of when no revision uses the limit any more.</summary>
public interface ITokenShare : IDisposable
{
    /// <summary>The newest lease. Asked on the way of every call: returns at once, allocates nothing, throws nothing.</summary>
    TokenLease Current { get; }
}
