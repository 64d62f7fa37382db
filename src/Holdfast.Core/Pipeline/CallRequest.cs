using Holdfast.Core.Pipeline.Matching;
using Holdfast.Core.Queue;

namespace Holdfast.Core.Pipeline;

/// <summary>The request of a call, as its host reads it. What a host does not know it leaves as it is here.</summary>
public abstract class CallRequest : IRequestHead
{
    public abstract string Method { get; }

    public abstract string Host { get; }

    public abstract string Path { get; }

    public abstract bool TryGetHeader(string name, out string value);

    public abstract bool TryGetQuery(string name, out string value);

    /// <summary>As the node is shown it, with its port; any case.</summary>
    public virtual string HostAndPort => Host;

    /// <summary>As it came, with its question mark; empty where there is none.</summary>
    public virtual string QueryText => "";

    /// <summary>All values of a header, joined by commas; empty where it is absent.</summary>
    public virtual string HeaderLine(string name) => TryGetHeader(name, out var value) ? value : "";

    /// <summary>The names of all headers, each once.</summary>
    public virtual IEnumerable<string> HeaderNames => [];

    /// <summary>Whether a body comes with it, of whatever length.</summary>
    public virtual bool HasBody => BodyLength > 0;

    /// <summary>Bytes of the caller's body where that is known; null where it is not.</summary>
    public virtual long? BodyLength => null;

    /// <summary>The value of a cookie; false where it is absent, or the host has none.</summary>
    public virtual bool TryGetCookie(string name, out string value)
    {
        value = "";
        return false;
    }

    /// <summary>The address of the caller, behind all trusted proxies; empty where the host knows none.</summary>
    public virtual string ClientAddress => "";

    /// <summary>Whether somebody who is trusted to has checked the bearer token, before the request came here.</summary>
    public virtual bool IsTokenChecked => false;

    /// <summary>Whether the caller came over TLS.</summary>
    public virtual bool IsSecure => false;

    /// <summary>The request as it can be sent later, without its body; null where the host cannot do that.</summary>
    public virtual OperationRequest? Later => null;

    /// <summary>Reads the caller's body, where nothing has read it yet or it is held whole.</summary>
    /// <param name="take">Takes a piece, which is valid until it has.</param>
    public virtual ValueTask<BodyEnd> ReadBodyAsync(Func<ReadOnlyMemory<byte>, ValueTask> take) => new(BodyEnd.Gone);
}
