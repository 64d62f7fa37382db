namespace Holdfast.Control.Queue.Sqlite;

/// <inheritdoc/>
internal sealed class QueueWork<T>(Func<QueueSession, T> work) : QueueWork
{
    // Who waits goes on elsewhere: the thread that writes has others to write for.
    private readonly TaskCompletionSource<T> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;

    public Task<T> End => _end.Task;

    public override void Do(QueueSession session) => _result = work(session);

    public override void Done() => _end.SetResult(_result);

    public override void Failed(Exception fault) => _end.SetException(fault);
}
