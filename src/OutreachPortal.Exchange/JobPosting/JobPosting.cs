using NodaTime;

namespace OutreachPortal.Exchange;

/// <summary>
/// An open job in the words of schema.org/JobPosting, with what Google for Jobs requires and recommends
/// (developers.google.com/search/docs/appearance/structured-data/job-posting). For the page of one job only, never for
/// lists, and never for a job that is closed.
/// </summary>
public sealed record JobPosting
{
    /// <summary>The job's title alone, plain text: no grade, no place, no date.</summary>
    public required string Title { get; init; }

    /// <summary>The whole description, HTML that the page shows too.</summary>
    public required string Description { get; init; }

    /// <summary>When it was published.</summary>
    public required LocalDate DatePosted { get; init; }

    /// <summary>The deadline with its offset; null where none is known.</summary>
    public OffsetDateTime? ValidThrough { get; init; }

    /// <summary>
    /// Of <c>FULL_TIME PART_TIME CONTRACTOR TEMPORARY INTERN VOLUNTEER PER_DIEM OTHER</c>; the caller maps its kinds.
    /// </summary>
    public IReadOnlyList<string> EmploymentTypes { get; init; } = [];

    /// <summary>Who hires.</summary>
    public required HiringOrganization HiringOrganization { get; init; }

    /// <summary>
    /// Where one works; may be empty only where <see cref="IsTelecommute"/> and
    /// <see cref="ApplicantCountries"/> say the rest.
    /// </summary>
    public IReadOnlyList<PostalAddress> JobLocations { get; init; } = [];

    /// <summary>True for work that is done wholly from home: <c>jobLocationType: TELECOMMUTE</c>.</summary>
    public bool IsTelecommute { get; init; }

    /// <summary>Names of the countries in which one must live (<c>applicantLocationRequirements</c>).</summary>
    public IReadOnlyList<string> ApplicantCountries { get; init; } = [];

    /// <summary>The employer's own number of the job, or null.</summary>
    public PropertyValue? Identifier { get; init; }

    /// <summary>Pay, or null where it is not stated.</summary>
    public MonetaryAmount? BaseSalary { get; init; }

    /// <summary>The absolute address of the page, or null.</summary>
    public string? Url { get; init; }

    /// <summary>True where one applies on this very page; a link elsewhere is false.</summary>
    public bool DirectApply { get; init; }
}

/// <summary>schema.org/Organization that hires.</summary>
/// <param name="Name">Its name.</param>
/// <param name="SameAs">Its site, or null; what is no web address is left out.</param>
/// <param name="Logo">The absolute address of its logo, or null; what is no web address is left out.</param>
public sealed record HiringOrganization(string Name, string? SameAs = null, string? Logo = null);

/// <summary>schema.org/PostalAddress; as much as is known.</summary>
/// <param name="AddressCountry">Name, or ISO 3166-1 alpha-2.</param>
/// <param name="AddressLocality">Town.</param>
/// <param name="AddressRegion">Province or state.</param>
/// <param name="PostalCode">Postal code.</param>
/// <param name="StreetAddress">Street and number.</param>
public sealed record PostalAddress(
    string AddressCountry, string? AddressLocality = null, string? AddressRegion = null, string? PostalCode = null,
    string? StreetAddress = null);

/// <summary>schema.org/PropertyValue: a number and whose it is.</summary>
/// <param name="Name">Who numbers.</param>
/// <param name="Value">The number.</param>
public sealed record PropertyValue(string Name, string Value);

/// <summary>schema.org/MonetaryAmount: pay for a unit of time.</summary>
/// <param name="Currency">ISO 4217.</param>
/// <param name="MinValue">Least, in whole units of the currency with decimals; null where unknown.</param>
/// <param name="MaxValue">Most, the same; null where unknown.</param>
/// <param name="UnitText"><c>HOUR DAY WEEK MONTH YEAR</c>.</param>
public sealed record MonetaryAmount(string Currency, decimal? MinValue, decimal? MaxValue, string UnitText);
