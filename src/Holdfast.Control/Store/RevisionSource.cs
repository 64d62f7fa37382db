using System.Text.Json.Serialization;

namespace Holdfast.Control.Store;

/// <summary>How a revision came about.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RevisionSource>))]
public enum RevisionSource
{
    /// <summary>The plan's file was changed.</summary>
    File,

    /// <summary>Somebody published it through the admin API.</summary>
    Published,

    /// <summary>The store had been lost; it was taken from what the process still knew.</summary>
    Recovered,
}
