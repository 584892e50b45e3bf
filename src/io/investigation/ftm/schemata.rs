//! The schemata of FollowTheMoney with their properties, and what they are called here. Readers and writers share these tables.
//!
//! See <https://followthemoney.tech/explorer/>, version 4.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Every schema, what it extends, and its own properties; `*` marks those whose values are the ids of other entities.
const SCHEMATA: [(&str, &str, &str); 71] = [
    (
        "Address",
        "Thing",
        "full remarks postOfficeBox street street2 city postalCode region state latitude longitude osmId \
         googlePlaceId",
    ),
    ("Airplane", "Vehicle", "serialNumber icaoCode manufacturer"),
    (
        "Analyzable",
        "",
        "detectedLanguage detectedCountry namesMentioned peopleMentioned companiesMentioned ibanMentioned \
         ipMentioned locationMentioned phoneMentioned emailMentioned",
    ),
    ("Article", "Document", ""),
    ("Asset", "Thing Value", ""),
    ("Associate", "Interval", "person* associate* relationship"),
    ("Audio", "Document", "duration samplingRate"),
    (
        "BankAccount",
        "Asset",
        "bankName accountNumber iban bic bank* accountType openingDate closingDate balance balanceDate \
         maxBalance maxBalanceDate bankAddress",
    ),
    ("Call", "Interval", "caller* callerNumber receiver* receiverNumber duration"),
    (
        "CallForTenders",
        "Thing Interval",
        "callId title authority* authorityReferenceId onBehalfOf* publicationDate evaluationMechanism \
         procurementType directive procedure involvesOutcome cpvCode reverseAuctionsIncluded nutsCode \
         relationToThreshold paymentOptions submissionDeadline clarificationDeadline awardedInLots \
         numberOfLots lotsNames tendersForLots maximumNumberOfLots euFunding multipleTenders tedUrl \
         fallsUnderGPPScope certificationCheck awardingDate contractNoticeDate awardNoticeDate tenderers*",
    ),
    (
        "Company",
        "Organization Asset",
        "capital voenCode coatoCode irsCode ipoCode cikCode jibCode mbsCode caemCode kppCode okopfCode \
         fnsCode fssCode bikCode pfrNumber oksmCode isinCode ticker ricCode",
    ),
    (
        "Contract",
        "Asset",
        "title authority* project* type contractDate procedureNumber procedure noticeId numberAwards status \
         method criteria classification cancelled language",
    ),
    (
        "ContractAward",
        "Value Interest",
        "supplier* contract* callForTenders* lotNumber documentNumber documentType decisionReason cpvCode \
         nutsCode amended",
    ),
    ("Control", "Interest", "controller* controlled* controlType legalBasis"),
    ("CourtCase", "Thing", "category type status caseNumber court fileDate closeDate"),
    ("CourtCaseParty", "Interest", "party* case*"),
    (
        "CryptoWallet",
        "Thing Value",
        "publicKey cryptoAddress privateKey accountId creationDate currencySymbol blockchain managingExchange \
         holder* balance balanceDate custodyType",
    ),
    ("Debt", "Interval Value", "debtor* creditor*"),
    ("Directorship", "Interest", "director* organization* secretary"),
    (
        "Document",
        "Thing Analyzable",
        "contentHash title author generator crawler fileSize fileName extension encoding bodyText messageId \
         mimeType language translatedLanguage translatedText date authoredAt publishedAt parent* ancestors* \
         processingStatus processingError processingAgent processedAt",
    ),
    ("Documentation", "Interest", "document* entity*"),
    (
        "EconomicActivity",
        "Interval",
        "contract* ccdNumber ccdValue directionOfTransportation customsProcedure vedCode vedCodeDescription \
         goodsDescription declarant* sender* receiver* contractHolder* invoiceAmount customsAmount \
         dollarExchRate tradingCountry departureCountry destinationCountry originCountry bankAccount* \
         bankRub* bankForeign* transport*",
    ),
    (
        "Email",
        "Folder PlainText HyperText",
        "subject threadTopic sender from to cc bcc emitters* recipients* inReplyTo inReplyToEmail* headers",
    ),
    ("Employment", "Interest", "employer* employee*"),
    ("Event", "Thing Analyzable Interval", "location important organizer* involved*"),
    ("Family", "Interval", "person* relative* relationship"),
    ("Folder", "Document", ""),
    ("HyperText", "Document", "bodyHtml"),
    ("Identification", "Interval", "holder* type country number authority"),
    ("Image", "Document", "pictured* credit"),
    ("Interest", "Interval", "role status"),
    (
        "Interval",
        "",
        "startDate endDate date summary description recordId sourceUrl proof* publisher publisherUrl alephUrl \
         namesMentioned indexText modifiedAt retrievedAt",
    ),
    (
        "LegalEntity",
        "Thing",
        "abbreviation email phone website legalForm incorporationDate dissolutionDate taxStatus status sector \
         classification registrationNumber idNumber taxNumber licenseNumber vatCode jurisdiction mainCountry \
         opencorporatesUrl bvdId sayariId brightQueryId brightQueryOrgId uscCode icijId okpoCode innCode \
         ogrnCode okvedCode leiCode dunsCode uniqueEntityId npiCode swiftBic parent*",
    ),
    ("License", "Contract", "area commodities reviewDate"),
    ("Membership", "Interest", "member* organization*"),
    ("Mention", "", "document* resolved* name detectedSchema contextCountry contextPhone contextEmail"),
    (
        "Message",
        "PlainText Folder Interval HyperText",
        "subject threadTopic sender* senderAccount* recipients* recipientAccount* inReplyTo inReplyToMessage* \
         metadata",
    ),
    ("Note", "Thing Analyzable", "entity*"),
    (
        "Occupancy",
        "Interval",
        "holder* post* declarationDate electionDate periodStart periodEnd constituency politicalGroup status",
    ),
    ("Organization", "LegalEntity", "cageCode permId imoNumber giiNumber"),
    (
        "Ownership",
        "Interest",
        "owner* asset* percentage sharesCount sharesValue sharesCurrency sharesType legalBasis ownershipType",
    ),
    ("Package", "Folder", ""),
    ("Page", "", "index bodyText document* detectedLanguage translatedText translatedTextLanguage indexText"),
    ("Pages", "Document", "pdfHash"),
    ("Passport", "Identification", "passportNumber surname givenName birthDate birthPlace gender personalNumber"),
    (
        "Payment",
        "Interval Value",
        "sequenceNumber transactionNumber purpose programme payer* payerAccount* beneficiary* \
         beneficiaryAccount* contract* project*",
    ),
    (
        "Person",
        "LegalEntity",
        "title firstName secondName middleName fatherName motherName lastName nameSuffix birthDate birthPlace \
         birthCountry deathDate position biography nationality citizenship passportNumber \
         socialSecurityNumber gender ethnicity height weight eyeColor hairColor appearance religion political \
         profession education spokenLanguage",
    ),
    ("PlainText", "Document", ""),
    ("Position", "Thing", "organization* inceptionDate dissolutionDate subnationalArea numberOfSeats"),
    ("Project", "Thing Interval Value", "projectId status phase goal"),
    ("ProjectParticipant", "Interest", "project* participant*"),
    ("PublicBody", "Organization", ""),
    (
        "RealEstate",
        "Asset",
        "latitude longitude censusBlock cadastralCode area registrationNumber titleNumber tenure encumbrance \
         propertyType landType createDate parent*",
    ),
    ("Representation", "Interest", "agent* client*"),
    (
        "Risk",
        "Interval",
        "entity* authority program programId programUrl topics status duration reason country listingDate",
    ),
    (
        "Sanction",
        "Interval",
        "entity* authority authorityId unscId program programId programUrl provisions status duration reason \
         country listingDate",
    ),
    (
        "Security",
        "Asset",
        "isin registrationNumber ticker figiCode issuer* issueDate maturityDate type classification \
         collateral",
    ),
    ("Similar", "", "candidate* match* confidenceScore criteria matcher"),
    ("Succession", "Interest", "predecessor* successor*"),
    ("Table", "Document", "columns rowCount csvHash"),
    ("TaxRoll", "Interval", "taxee* country surname givenName birthDate income taxPaid wealth"),
    ("Territory", "Thing", "partOf* level territoryCode fipsCode zipCode nutsCode"),
    (
        "Thing",
        "",
        "name alias previousName weakAlias country summary notes description sourceUrl publisher publisherUrl \
         alephUrl wikipediaUrl wikidataId keywords topics address addressEntity* program programId proof* \
         riskSource* indexText createdAt modifiedAt retrievedAt",
    ),
    ("Trip", "Event", "startLocation* endLocation* vehicle*"),
    ("UnknownLink", "Interest", "subject* object*"),
    ("UserAccount", "Thing", "owner* service email phone username password ipAddress"),
    ("Value", "", "amount currency amountUsd amountEur"),
    (
        "Vehicle",
        "Asset",
        "registrationNumber type model owner* operator* buildDate registrationDate deregistrationDate",
    ),
    (
        "Vessel",
        "Vehicle",
        "imoNumber crsNumber flag registrationPort navigationArea tonnage grossRegisteredTonnage \
         deadweightTonnage nameChangeDate callSign pastFlags pastTypes mmsi",
    ),
    ("Video", "Document", "duration"),
    ("Workbook", "Folder", ""),
];

/// Schemata that are edges: the properties that hold their ends, and what stands there.
const EDGES: [Edge; 17] = [
    Edge::new("Associate", ["person", "associate"], ["Person", "Person"]),
    Edge::new("ContractAward", ["supplier", "contract"], ["LegalEntity", "Contract"]),
    Edge::new("Control", ["controller", "controlled"], ["LegalEntity", "LegalEntity"]),
    Edge::new("CourtCaseParty", ["party", "case"], ["Thing", "CourtCase"]),
    Edge::new("Debt", ["debtor", "creditor"], ["LegalEntity", "LegalEntity"]),
    Edge::new("Directorship", ["director", "organization"], ["LegalEntity", "Organization"]),
    Edge::new("Employment", ["employee", "employer"], ["Person", "Organization"]),
    Edge::new("Family", ["person", "relative"], ["Person", "Person"]),
    Edge::new("Membership", ["member", "organization"], ["LegalEntity", "Organization"]),
    Edge::new("Occupancy", ["holder", "post"], ["Person", "Position"]),
    Edge::new("Ownership", ["owner", "asset"], ["LegalEntity", "Asset"]),
    Edge::new("Payment", ["payer", "beneficiary"], ["LegalEntity", "LegalEntity"]),
    Edge::new("ProjectParticipant", ["participant", "project"], ["LegalEntity", "Project"]),
    Edge::new("Representation", ["agent", "client"], ["LegalEntity", "LegalEntity"]),
    Edge::new("Similar", ["candidate", "match"], ["Thing", "Thing"]),
    Edge::new("Succession", ["predecessor", "successor"], ["LegalEntity", "LegalEntity"]),
    Edge::new("UnknownLink", ["subject", "object"], ["Thing", "Thing"]),
];

/// A schema whose entities are links.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// Its name.
    pub schema: &'static str,
    /// The properties that hold its source and its target.
    pub ends: [&'static str; 2],
    /// The schemata that these must be, or extend.
    pub of: [&'static str; 2],
}

impl Edge {
    const fn new(schema: &'static str, ends: [&'static str; 2], of: [&'static str; 2]) -> Self {
        Self { schema, ends, of }
    }

    /// The edge of that schema.
    #[must_use]
    pub fn of_schema(schema: &str) -> Option<Self> {
        EDGES.into_iter().find(|edge| edge.schema == schema)
    }

    /// Whether it can lead from an entity of one schema to one of another.
    #[must_use]
    pub fn fits(self, source: &str, target: &str) -> bool {
        is_a(source, self.of[0]) && is_a(target, self.of[1])
    }
}

/// Types of actors and their schemata, besides the schemata's own names in words. Those of our reader come out of those names.
const KINDS: [(&str, &str); 16] = [
    ("individual", "Person"),
    ("organisation", "Organization"),
    ("group", "Organization"),
    ("armed group", "Organization"),
    ("institution", "Organization"),
    ("party", "Organization"),
    ("agency", "PublicBody"),
    ("authority", "PublicBody"),
    ("government", "PublicBody"),
    ("state", "Territory"),
    ("country", "Territory"),
    ("region", "Territory"),
    ("ship", "Vessel"),
    ("place", "Address"),
    ("location", "Address"),
    ("incident", "Event"),
];

/// Types of links and their schemata, where both ends are of the schemata that these want.
const LINK_KINDS: [(&str, &str); 14] = [
    ("owns", "Ownership"),
    ("owner of", "Ownership"),
    ("controls", "Control"),
    ("directs", "Directorship"),
    ("director of", "Directorship"),
    ("works for", "Employment"),
    ("employed by", "Employment"),
    ("member of", "Membership"),
    ("relative of", "Family"),
    ("brother of", "Family"),
    ("sister of", "Family"),
    ("married to", "Family"),
    ("pays", "Payment"),
    ("represents", "Representation"),
];

/// The schema of an actor of a type that FollowTheMoney does not know.
pub const UNKNOWN: &str = "LegalEntity";

/// Whether a schema is known.
#[must_use]
pub fn is_known(schema: &str) -> bool {
    SCHEMATA.iter().any(|(name, ..)| *name == schema)
}

/// Whether a schema is another one, or extends it.
#[must_use]
pub fn is_a(schema: &str, other: &str) -> bool {
    schema == other || parents(schema).any(|parent| is_a(parent, other))
}

fn parents(schema: &str) -> impl Iterator<Item = &'static str> + use<> {
    let found = SCHEMATA.iter().find(|(name, ..)| *name == schema);
    found.map_or("", |(_, parents, _)| *parents).split_whitespace()
}

/// Every property of every schema, those of the schemata that it extends too, and whether it holds the ids of entities.
static PROPERTIES: LazyLock<HashMap<(&str, &str), bool>> = LazyLock::new(|| {
    let mut properties = HashMap::new();
    for (schema, ..) in SCHEMATA {
        gather(schema, schema, &mut properties);
    }
    properties
});

/// Gives a schema the properties of one that it is or extends; those that it has already are its own.
fn gather(schema: &'static str, from: &'static str, properties: &mut HashMap<(&str, &str), bool>) {
    let own = SCHEMATA.iter().find(|(name, ..)| *name == from).map_or("", |(.., own)| *own);
    for word in own.split_whitespace() {
        properties.entry((schema, word.trim_end_matches('*'))).or_insert(word.ends_with('*'));
    }
    for parent in parents(from) {
        gather(schema, parent, properties);
    }
}

/// Whether a property of a schema holds the ids of entities; `None` where the schema has no such property.
#[must_use]
pub fn refers(schema: &str, property: &str) -> Option<bool> {
    let properties: &HashMap<(&str, &str), bool> = &PROPERTIES;
    properties.get(&(schema, property)).copied()
}

/// Whether a schema is one of documents.
#[must_use]
pub fn is_document(schema: &str) -> bool {
    is_a(schema, "Document") || schema == "Archive"
}

/// The schema of an actor of this type; [`UNKNOWN`] where there is none.
#[must_use]
pub fn schema_of_kind(kind: &str) -> &'static str {
    let kind = kind.trim().to_lowercase();
    let is_for_actors = |name: &str| {
        !is_document(name)
            && Edge::of_schema(name).is_none()
            && !matches!(name, "Thing" | "Interval" | "Interest" | "Value" | "Analyzable" | "Mention" | "Documentation")
    };
    let by_name = SCHEMATA.iter().map(|(name, ..)| *name).find(|name| words(name) == kind && is_for_actors(name));
    let by_word = || KINDS.into_iter().find(|(known, _)| *known == kind).map(|(_, schema)| schema);
    by_name.or_else(by_word).unwrap_or(UNKNOWN)
}

/// The edge for a link of this type between entities of these schemata.
#[must_use]
pub fn edge_of_kind(kind: &str, source: &str, target: &str) -> Edge {
    let kind = kind.trim().to_lowercase();
    let by_name = EDGES.into_iter().find(|edge| words(edge.schema) == kind);
    let by_word =
        || LINK_KINDS.into_iter().find(|(known, _)| *known == kind).and_then(|(_, schema)| Edge::of_schema(schema));
    let edge = by_name.or_else(by_word).filter(|edge| edge.fits(source, target));
    edge.unwrap_or(EDGES[EDGES.len() - 1])
}

/// `LegalEntity` as `legal entity`.
#[must_use]
pub fn words(name: &str) -> String {
    let mut words = String::new();
    for sign in name.chars() {
        if sign.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(sign.to_lowercase());
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemata_have_what_they_inherit() {
        assert!(is_a("Company", "LegalEntity") && is_a("Company", "Asset") && !is_a("Person", "Organization"));
        assert_eq!((refers("Company", "parent"), refers("Company", "name")), (Some(true), Some(false)));
        assert_eq!(refers("Person", "capital"), None);
        assert!(is_document("Email") && !is_document("Event"));
        for edge in EDGES {
            assert_eq!(edge.ends.map(|end| refers(edge.schema, end)), [Some(true); 2], "{}", edge.schema);
        }
        for (_, parents, _) in SCHEMATA {
            assert!(parents.split([' ', ',']).all(|parent| parent.is_empty() || is_known(parent)), "{parents}");
        }
    }

    #[test]
    fn kinds_lead_to_schemata_and_back() {
        for schema in ["Person", "Company", "LegalEntity", "Vessel", "Event", "Passport"] {
            assert_eq!(schema_of_kind(&words(schema)), schema);
        }
        assert_eq!(
            (schema_of_kind("weapon"), schema_of_kind("thing"), schema_of_kind("")),
            (UNKNOWN, UNKNOWN, UNKNOWN)
        );
        assert!(KINDS.into_iter().all(|(_, schema)| is_known(schema)));
        assert_eq!(edge_of_kind("owns", "Person", "Company").schema, "Ownership");
        assert_eq!(edge_of_kind("owns", "Person", "Person").schema, "UnknownLink");
        assert!(LINK_KINDS.into_iter().all(|(_, schema)| Edge::of_schema(schema).is_some()));
    }
}
