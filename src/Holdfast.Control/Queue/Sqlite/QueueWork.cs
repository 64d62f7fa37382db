namespace Holdfast.Control.Queue.Sqlite;

/// <summary>Something that is to be done in a transaction, and somebody who waits until it is on the disk.</summary>
internal abstract class QueueWork
{
    /// <summary>In a transaction. May be called again, in another one, when that came to nothing.</summary>
    public abstract void Do(QueueSession session);

    /// <summary>It is on the disk.</summary>
    public abstract void Done();

    public abstract void Failed(Exception fault);
}
