namespace Holdfast.Core.Principles.Limits.Tokens;

/// <summary>The whole of every limit, for this process alone.</summary>
public sealed class LocalTokens : ITokenSource, ITokenShare
{
    public static LocalTokens Instance { get; } = new();

    public TokenLease Current => TokenLease.Whole;

    public ITokenShare Open(string limit, Func<LimitCounts> counts) => this;

    public void Dispose()
    {
    }
}
