namespace Holdfast.Control.Store;

/// <summary>Plans that were published. Nothing in it is ever changed or taken out: another revision is made live instead.</summary>
public interface IRevisions
{
    /// <summary>The most that one page of the history holds.</summary>
    const int PageMax = 500;

    /// <summary>The live revision with its texts; null before the first.</summary>
    Task<StoredRevision?> LiveAsync(CancellationToken cancellation);

    /// <summary>A revision with its texts; null when there is none of this number.</summary>
    Task<StoredRevision?> FindAsync(int number, CancellationToken cancellation);

    /// <summary>The newest revision that was taken from a file; null when none was.</summary>
    Task<RevisionEntry?> LastOfFileAsync(CancellationToken cancellation);

    /// <summary>A page of the history, newest first.</summary>
    /// <param name="before">Only revisions of lower numbers; null: from the newest on.</param>
    /// <param name="limit">1 to <see cref="PageMax"/>.</param>
    Task<IReadOnlyList<RevisionEntry>> HistoryAsync(int? before, int limit, CancellationToken cancellation);

    /// <summary>Which revision went live when, newest first.</summary>
    Task<IReadOnlyList<Activation>> ActivationsAsync(long? before, int limit, CancellationToken cancellation);

    /// <summary>Adds a revision, makes it live and puts both on record: all of it or nothing.</summary>
    /// <exception cref="OutdatedParentException">Another revision is live than the one it was made from.</exception>
    Task<StoredRevision> PublishAsync(RevisionDraft draft, CancellationToken cancellation);

    /// <summary>Adds a revision that is not to be live yet, and puts that on record: both or nothing.</summary>
    /// <param name="how">What is done with it, for the audit.</param>
    /// <exception cref="OutdatedParentException">Another revision is live than the one it was made from.</exception>
    Task<RevisionEntry> AddAsync(RevisionDraft draft, string how, CancellationToken cancellation);

    /// <summary>Makes a revision that is there already live, and puts it on record.</summary>
    /// <param name="number">Which.</param>
    /// <param name="live">The one that whoever decided believed to be live.</param>
    /// <exception cref="OutdatedParentException">Another is.</exception>
    /// <exception cref="StoreException">There is no such revision.</exception>
    /// <param name="action">As it stands in the audit.</param>
    Task<Activation> ActivateAsync(int number, int? live, Order order, CancellationToken cancellation, string action = "plan.rollback");
}
