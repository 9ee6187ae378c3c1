using System.Globalization;

namespace Synter.Domain.DataGen.Offline;

/// <summary>What made-up values are made of.</summary>
internal static class Words
{
    public static readonly string[] First =
    [
        "Asha", "Mateo", "Ingrid", "Kwame", "Yuki", "Leila", "Tomás", "Nadia", "Oskar", "Priya", "Chidi", "Elena", "Rohan", "Sofia", "Anton", "Mei",
        "Farid", "Clara", "Jonas", "Amara", "Viktor", "Noor", "Lucía", "Henrik", "Zara", "Dmitri", "Imani", "Paolo", "Greta", "Samir", "Freya", "Ravi",
    ];

    public static readonly string[] Last =
    [
        "Okafor", "Lindqvist", "Tanaka", "Moreno", "Sharma", "Novak", "Haddad", "Silva", "Kowalski", "Mensah", "Berg", "Petrov", "Iyer", "Rossi", "Nguyen",
        "Fischer", "Osei", "Castillo", "Larsen", "Rahman", "Dubois", "Kimura", "Varga", "Mbeki", "Horvat", "Costa", "Yilmaz", "Andersson", "Popescu", "Das",
    ];

    public static readonly string[] Cities =
    [
        "Pune", "Porto", "Uppsala", "Accra", "Osaka", "Lyon", "Valencia", "Gdańsk", "Leeds", "Izmir", "Cusco", "Graz", "Cork", "Busan", "Tampere", "Quito",
        "Bergen", "Cluj-Napoca", "Hobart", "Durban", "Ghent", "Turin", "Aarhus", "Tbilisi",
    ];

    public static readonly string[] Countries =
    [
        "India", "Portugal", "Sweden", "Ghana", "Japan", "France", "Spain", "Poland", "Ireland", "Türkiye", "Peru", "Austria", "South Korea", "Finland", "Ecuador", "Norway",
    ];

    public static readonly string[] Streets = ["Harbour Road", "Mill Lane", "Station Street", "Orchard Way", "Hill Terrace", "River Walk", "Market Square", "Chapel Row"];

    public static readonly string[] Companies = ["Northwind Tools", "Bluefern Labs", "Copper & Pine", "Lumen Freight", "Tidewater Foods", "Redkite Studio", "Alder Mutual", "Quarry Optics"];

    public static readonly string[] Jobs = ["nurse", "surveyor", "data analyst", "baker", "electrician", "teacher", "product manager", "pharmacist", "machinist", "translator"];

    public static readonly string[] Products = ["steel kettle", "trail backpack", "desk lamp", "wool blanket", "cordless drill", "ceramic mug", "running shoes", "garden hose", "travel adapter", "cast-iron pan"];

    public static readonly string[] Categories = ["home", "outdoor", "electronics", "kitchen", "office", "sports", "garden", "health"];

    public static readonly string[] Statuses = ["new", "active", "pending", "shipped", "closed", "cancelled"];

    public static readonly string[] Colours = ["red", "blue", "green", "black", "white", "amber", "teal", "grey"];

    public static readonly string[] Adjectives = ["quiet", "sturdy", "bright", "late", "helpful", "uneven", "simple", "costly", "reliable", "small"];

    public static readonly string[] Nouns = ["delivery", "support", "battery", "packaging", "display", "service", "material", "refund", "manual", "fit"];

    public static string Sentence(Seeded random) => string.Create(
        CultureInfo.InvariantCulture, $"The {random.Pick(Nouns)} was {random.Pick(Adjectives)}, the {random.Pick(Nouns)} {random.Pick(Adjectives)}.");

    public static string Email(Seeded random) => string.Create(
        CultureInfo.InvariantCulture, $"{Plain(random.Pick(First))}.{Plain(random.Pick(Last))}{random.Next(1000)}@example.com");

    public static DateOnly Date(Seeded random) => new DateOnly(2020, 1, 1).AddDays(random.Next(6 * 365));

    private static string Plain(string name) => string.Concat(
        name.Normalize(System.Text.NormalizationForm.FormD).Where(c => char.IsAsciiLetter(c))).ToLowerInvariant();
}
