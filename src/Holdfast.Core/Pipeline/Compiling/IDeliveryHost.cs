using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Queue;

namespace Holdfast.Core.Pipeline.Compiling;

/// <summary>Makes calls of accepted operations. The host knows how a request is sent.</summary>
public interface IDeliveryHost
{
    /// <param name="headers">What is sent beside the request's own headers, in the place of those of the same name.</param>
    /// <param name="answerBytesMax">A longer body of the answer is not kept.</param>
    /// <exception cref="QueueException">Its body is gone.</exception>
    IDeliveryCall Begin(ClaimedOperation operation, PlanModel plan, IReadOnlyList<KeyValuePair<string, string>> headers, int answerBytesMax);
}
