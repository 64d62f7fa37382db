using Holdfast.Core.Errors;

namespace Holdfast.Core.Plan.Yaml;

/// <summary>Ends the parsing of one file: what follows could only be misread. Never leaves <see cref="YamlReader"/>.</summary>
internal sealed class YamlRefusal(KnownError known, Place place, string message, string advice) : Exception(message)
{
    public KnownError Known { get; } = known;

    public Place Place { get; } = place;

    public string Advice { get; } = advice;
}
