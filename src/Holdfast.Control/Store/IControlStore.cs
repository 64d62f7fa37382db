using Holdfast.Control.Access;

namespace Holdfast.Control.Store;

/// <summary>What must outlive the process that carries traffic: revisions, and the record of who did what.</summary>
/// <remarks>
/// Nothing of traffic ever waits for it. Every method may throw <see cref="StoreException"/>: the store is away, locked,
/// full or corrupt, and whoever serves goes on serving. Calls end within <see cref="PatienceSeconds"/>, whatever the store does.
/// </remarks>
public interface IControlStore : IAsyncDisposable
{
    /// <summary>How long a call waits for a store that another process holds.</summary>
    const int PatienceSeconds = 2;

    /// <summary>Plans, and which of them is live.</summary>
    IRevisions Revisions { get; }

    /// <summary>Who changed what, why, and how it was before.</summary>
    IAuditTrail Audit { get; }

    /// <summary>Who may come in.</summary>
    ITokens Tokens { get; }

    /// <summary>Whether it can be written to. Nothing is written for it, unless what was to be written last could not be.</summary>
    /// <exception cref="StoreException">It cannot; the exception says why.</exception>
    Task<StoreLook> CheckAsync(CancellationToken cancellation);

    /// <summary>Copies it whole, as of one moment, while it is used.</summary>
    /// <param name="file">Must not be there yet.</param>
    Task BackupAsync(string file, CancellationToken cancellation);
}
