using Holdfast.Control.Store;

namespace Holdfast.Control.Access;

/// <summary>Tokens that were made, and those of them that were taken back.</summary>
public interface ITokens
{
    /// <summary>As many may be good at a time; more than this nobody keeps in view.</summary>
    const int GoodMax = 500;

    /// <summary>All that are good, the oldest first.</summary>
    Task<IReadOnlyList<StoredToken>> GoodAsync(CancellationToken cancellation);

    /// <summary>Adds one and puts it on record.</summary>
    /// <exception cref="StoreException">There are too many, or one that is good has this name.</exception>
    Task<StoredToken> AddAsync(TokenDraft draft, CancellationToken cancellation);

    /// <summary>Takes one back and puts that on record.</summary>
    /// <exception cref="StoreException">There is none of this number that is good.</exception>
    Task RevokeAsync(long id, Order order, CancellationToken cancellation);

    /// <summary>Keeps when tokens were used last.</summary>
    Task UsedAsync(IReadOnlyList<(long Id, DateTimeOffset At)> uses, CancellationToken cancellation);
}
