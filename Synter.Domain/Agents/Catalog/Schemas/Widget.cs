namespace Synter.Domain.Agents.Catalog.Schemas;

/// <summary>How a field is drawn.</summary>
public enum Widget
{
    Text,
    TextArea,
    Number,
    Switch,

    /// <summary>One of an enum.</summary>
    Select,

    /// <summary>Some of an enum: a list whose items are an enum.</summary>
    Checkboxes,

    /// <summary>A list of short texts.</summary>
    Tags,

    /// <summary>A list of anything else, entry by entry.</summary>
    List,

    TimeZone,

    /// <summary>A stored credential of one provider; the secret itself is never typed here.</summary>
    Credential,

    Avatar,

    /// <summary>An object: its fields under its title.</summary>
    Group,
}
