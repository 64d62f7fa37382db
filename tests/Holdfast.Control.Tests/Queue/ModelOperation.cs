using Holdfast.Core.Queue;

namespace Holdfast.Control.Tests.Queue;

/// <summary>An operation as the model of the queue knows it.</summary>
internal sealed class ModelOperation(OperationDraft draft, long accepted)
{
    public OperationDraft Draft => draft;

    public OperationState State { get; set; }

    public long Accepted { get; set; } = accepted;

    public long Due { get; set; } = accepted;

    public bool IsRetried { get; set; }

    public int Attempts { get; set; }

    public long Token { get; set; }

    public long Until { get; set; }

    public long Expires => Accepted + (long)draft.AgeMax.TotalMilliseconds;
}
