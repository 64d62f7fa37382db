namespace Holdfast.Core.Pipeline;

/// <summary>Listens to the answer of a node while it goes to the caller. A stage sets it; the host tells it, one thing at a time.</summary>
/// <remarks>Says too how the request to the node differs from the caller's, so that the answer is one for others as well.</remarks>
public abstract class AnswerTee
{
    /// <summary>What to ask the node for, path and query; null: what the caller asks for.</summary>
    public string? Target { get; protected init; }

    /// <summary>Whether the caller's cookies are kept from the node.</summary>
    public bool IsWithoutCookies { get; protected init; }

    /// <summary>The node is asked only whether this is still what it has (If-None-Match). In place of the caller's own conditions.</summary>
    public string? IfNoneMatch { get; protected init; }

    /// <inheritdoc cref="IfNoneMatch"/>
    public string? IfModifiedSince { get; protected init; }

    public bool IsConditional => IfNoneMatch is not null || IfModifiedSince is not null;

    /// <summary>The node says that it has nothing newer (304); nothing has gone to the caller yet.</summary>
    /// <param name="headers">Of its answer; in order, a name may come more than once.</param>
    /// <returns>False: that cannot be, it was not asked about this.</returns>
    public abstract bool Confirms(IReadOnlyList<KeyValuePair<string, string>> headers);

    /// <summary>What to answer, once the call has accepted that.</summary>
    public abstract StoredAnswer Confirmed();

    /// <summary>The head of the answer that goes to the caller.</summary>
    /// <param name="headers">In order; a name may come more than once. None that says how the body is framed.</param>
    /// <param name="length">Of the body, where the head says so.</param>
    /// <param name="isDelimited">Whether a body that breaks off can be told from a whole one.</param>
    public abstract void Begin(int status, IReadOnlyList<KeyValuePair<string, string>> headers, long? length, bool isDelimited);

    /// <summary>A piece of the body; valid during the call only.</summary>
    public abstract void Add(ReadOnlySpan<byte> piece);

    /// <summary>The body has come to its end.</summary>
    public abstract void End();
}
