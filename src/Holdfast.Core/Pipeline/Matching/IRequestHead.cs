namespace Holdfast.Core.Pipeline.Matching;

/// <summary>What matching may ask of a request.</summary>
public interface IRequestHead
{
    /// <summary>Upper case, as HTTP has it.</summary>
    string Method { get; }

    /// <summary>Without port; any case.</summary>
    string Host { get; }

    /// <summary>In the one form that is also forwarded: see <see cref="RequestPath"/>.</summary>
    string Path { get; }

    /// <summary>The first value; false where the header is absent.</summary>
    bool TryGetHeader(string name, out string value);

    /// <summary>The first value, decoded; false where the parameter is absent.</summary>
    bool TryGetQuery(string name, out string value);
}
