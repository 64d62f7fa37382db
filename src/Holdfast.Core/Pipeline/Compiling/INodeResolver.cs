using System.Net;

namespace Holdfast.Core.Pipeline.Compiling;

/// <summary>Finds the addresses of names. The host knows how.</summary>
public interface INodeResolver
{
    /// <summary>Where this process takes orders: no name may lead traffic there.</summary>
    IReadOnlyCollection<IPEndPoint> Own { get; }

    /// <param name="host">A name, never an address.</param>
    /// <param name="cancellation">Cancelled when the time for it is up.</param>
    /// <returns>Throws only <see cref="OperationCanceledException"/>.</returns>
    ValueTask<NameAnswer> ResolveAsync(string host, CancellationToken cancellation);
}
