using Holdfast.Core.Queue;

namespace Holdfast.Core.Pipeline.Compiling;

/// <summary>A call of an accepted operation, to be run once.</summary>
public interface IDeliveryCall : IAsyncDisposable
{
    Call Call { get; }

    /// <summary>What the service has answered, once the call has ended; null: nothing.</summary>
    OperationAnswer? Answer { get; }
}
