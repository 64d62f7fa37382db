using System.Net;
using Holdfast.Core.Pipeline.Compiling;

namespace Holdfast.Gateway.Tests.Resolving;

/// <summary>Every name stands for the same addresses: those that a test says last.</summary>
internal sealed class FixedNames(params IPAddress[] first) : INodeResolver
{
    private IPAddress[] _addresses = first;

    public IReadOnlyCollection<IPEndPoint> Own => [];

    public IPAddress[] Addresses
    {
        set => Volatile.Write(ref _addresses, value);
    }

    public ValueTask<NameAnswer> ResolveAsync(string host, CancellationToken cancellation) => new(new NameAnswer(Volatile.Read(ref _addresses)));
}
