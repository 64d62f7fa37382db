namespace Holdfast.Gateway.Tests.Caching;

public enum CacheExpectation
{
    /// <summary>Answered without the node.</summary>
    Given,

    /// <summary>The node is asked, and its answer is given.</summary>
    Asked,

    /// <summary>The node is asked whether it has anything newer, and has not.</summary>
    Confirmed,

    /// <summary>The caller is told that it has it already, without the node.</summary>
    NotModified,

    /// <summary>Not at hand, and the node is not to be asked.</summary>
    Refused,
}
