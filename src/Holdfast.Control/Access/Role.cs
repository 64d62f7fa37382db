using System.Text.Json.Serialization;

namespace Holdfast.Control.Access;

/// <summary>What somebody may do; each may do what those before it may.</summary>
[JsonConverter(typeof(RoleConverter))]
public enum Role
{
    /// <summary>Sees everything but who else may come in.</summary>
    Viewer,

    /// <summary>Changes what traffic meets: switches, drains, breakers, plans.</summary>
    Operator,

    /// <summary>Says who else may come in.</summary>
    Admin,
}
